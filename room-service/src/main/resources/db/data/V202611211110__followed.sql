-- All that a tenant has here moves with it.
CALL follow('streams');
CALL follow('rooms');
CALL follow('members');
CALL follow('events');
CALL follow('invites');
