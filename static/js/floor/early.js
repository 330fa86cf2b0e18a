// Runs before the first paint, as a plain script in the head: a scan may begin while the page is
// still loading. It only writes keys down; wedge.js takes the list over and judges it.
(function () {
  "use strict";
  const keys = [];
  const note = (event) => keys.push(event);
  window.addEventListener("keydown", note, true);
  window.earlyKeys = function () {
    window.removeEventListener("keydown", note, true);
    return keys.splice(0);
  };
})();
