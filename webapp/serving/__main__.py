"""The first line that runs: is this Python new enough?

An old Python must be able to read this file to the end, so it uses nothing younger than Python 3.0
and imports the rest only once the answer is yes.
"""

import sys

NEEDED = (3, 11)


def main() -> int:
    """Run the verb that was asked for; the exit code."""
    if sys.version_info[:2] < NEEDED:
        found = ".".join(str(part) for part in sys.version_info[:3])
        sys.stderr.write(
            "Python 3.11 or newer is needed; {} is Python {}.\n"
            "Install a newer one and name it: make run PYTHON=python3.11\n".format(
                sys.executable or "this", found
            )
        )
        return 1
    from webapp.serving.bootstrap import begin

    return begin(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
