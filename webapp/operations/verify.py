"""placeholder"""

LAWS = ()
