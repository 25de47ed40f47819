"""Who may open papers and files at the desk; which ones, says `visible_to`."""

from accounts.policy.roles import Role

# An administrator runs the installation and sees no case contents; a grid assistant does not
# inspect; employers and police officers see their own papers on pages of their own.
READERS = (
    Role.INSPECTOR,
    Role.UNIT_HEAD,
    Role.LEGAL_REVIEWER,
    Role.BUREAU_HEAD,
    Role.AUDITOR,
)
