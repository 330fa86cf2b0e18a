"""Every no of the floor, in one catalogue: a code that stays, what is wrong, and what to do.

A file for each subject. Whoever refuses imports the catalogue and says `refusals.lot_on_hold(…)`.
"""

from webapp.rules.refusals.codes import *
from webapp.rules.refusals.conversation import *
from webapp.rules.refusals.documents import *
from webapp.rules.refusals.goods import *
from webapp.rules.refusals.labels import *
from webapp.rules.refusals.leaving import *
from webapp.rules.refusals.moving import *
from webapp.rules.refusals.places import *
from webapp.rules.refusals.plates import *
from webapp.rules.refusals.refusal import *
from webapp.rules.refusals.replenishing import *
from webapp.rules.refusals.returns import *
from webapp.rules.refusals.serials import *
from webapp.rules.refusals.shipping import *
from webapp.rules.refusals.storage import *
