"""Who may open what, written out by hand: it states what the roles of the bureau may do.

Read by the permission matrix, which fails for a URL that is missing here, and by the walk that
holds every GET to reading.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tests.people import (
    ADMINISTRATOR,
    ANONYMOUS,
    AUDITOR,
    BUREAU_HEAD,
    EMPLOYER,
    FOREIGN,
    GRID,
    HEAD,
    INSPECTOR,
    PERSONAS,
    POLICE,
    REVIEWER,
    Records,
)

OPEN, LOG_IN, FORBIDDEN, NOT_FOUND, WRONG_METHOD = "open", "log in", "403", "404", "405"

People = frozenset[str]
ANYBODY = frozenset(PERSONAS)
LOGGED_IN = ANYBODY - {ANONYMOUS}
# The desk belongs to the bureau's own people; complaints and cases to those who handle or
# supervise them; their papers not to assistants, who neither inspect nor punish.
DESK = LOGGED_IN - {EMPLOYER, POLICE}
MATTERS = DESK - {ADMINISTRATOR}
READERS = MATTERS - {GRID}
WRITERS = MATTERS - {AUDITOR}
INSPECTORS = frozenset({INSPECTOR, FOREIGN})
HEADS = frozenset({HEAD})
OFFICERS = INSPECTORS | HEADS
KEEPERS = OFFICERS | {GRID}
HANDLERS = MATTERS - {GRID, AUDITOR}
BUREAU_HEADS = frozenset({BUREAU_HEAD})
CLERK = frozenset({EMPLOYER})
LIAISON = frozenset({POLICE})
RULE_KEEPERS = BUREAU_HEADS | {ADMINISTRATOR}
MANAGERS = HEADS | BUREAU_HEADS
REVIEWERS = frozenset({REVIEWER})
MEETING_KEEPERS = OFFICERS | BUREAU_HEADS
OVERSEERS = HEADS | BUREAU_HEADS | {AUDITOR}


def nothing(_: Records) -> list[Any]:
    return []


@dataclass(frozen=True, slots=True)
class Row:
    """Who may read and who may send an address; None where it takes no such request.

    `of` names the record that the address is about: to those of another jurisdiction it does not
    exist. `door` are the people who learn that much; the others are turned away before.
    """

    name: str
    get: People | None = None
    post: People | None = None
    of: str = ""
    args: Callable[[Records], list[Any]] = nothing
    door: People | None = None
    data: tuple[tuple[str, str], ...] = ()
    in_production: bool = True

    def url(self, records: Records) -> str:
        args = self.args(records)
        return reverse(self.name, args=[getattr(records, self.of), *args] if self.of else args)

    @property
    def is_public(self) -> bool:
        return ANONYMOUS in (self.get or self.post or ())

    def answer(self, method: str, persona: str, *, at_home: bool) -> str:
        """What the table says; a foreign inspector is at home where the others are not."""
        if persona == ANONYMOUS and not self.is_public:
            return LOG_IN
        allowed = self.get if method == "GET" else self.post
        if allowed is None:
            return WRONG_METHOD
        if persona not in (self.door or allowed):
            return FORBIDDEN
        if self.of and at_home is (persona == FOREIGN) or not self.in_production:
            return NOT_FOUND
        return OPEN if persona in allowed else FORBIDDEN


def public(name: str, *, get: bool = True, post: bool = False, **more: Any) -> Row:
    return Row(name, ANYBODY if get else None, ANYBODY if post else None, **more)


def own(name: str, *, get: bool = True, post: bool = True) -> Row:
    """A page about oneself: open to whoever is logged in."""
    return Row(name, LOGGED_IN if get else None, LOGGED_IN if post else None)


TABLE = (
    # -- the public site and the kiosk: nobody logs in, no address of a matter carries an id --
    public("portal:home"),
    public("portal:lookup", post=True),
    public("portal:verify_form", post=True),
    public("portal:verify", args=lambda records: [records.code]),
    public("portal:employer_open", post=True),
    public("portal:officers"),
    public("portal:deposit_returns"),
    public("portal:draws"),
    # A draw is everybody's: its number gives nothing away that the list does not.
    public("portal:draw", args=lambda records: [records.draw]),
    public("portal:draw_inputs", args=lambda records: [records.draw]),
    public("portal:draw_results", args=lambda records: [records.draw]),
    # What is public is everybody's, and its number is opaque.
    public("portal:published"),
    public("portal:published_kind", args=lambda _: ["blacklist"]),
    public("portal:published_entry", args=lambda records: [records.public_entry]),
    public("portal:published_gazette", args=lambda records: [records.public_gazette]),
    public("portal:published_gazette_file", args=lambda records: [records.public_gazette]),
    public("portal:publications_feed"),
    Row("portal:employer_desk", get=CLERK),
    Row("portal:employer_facts", CLERK, CLERK),
    Row("portal:employer_cases", get=CLERK),
    Row("portal:employer_case", get=CLERK, of="served_case"),
    Row("portal:employer_hand_in", CLERK, CLERK, of="served_case"),
    Row(
        "portal:employer_case_paper",
        get=CLERK,
        of="served_case",
        args=lambda records: [records.served_paper],
    ),
    Row("portal:employer_submitted", get=CLERK, of="submitted"),
    # An employer's own reviews: to every other employer they do not exist.
    Row("portal:police_desk", get=LIAISON),
    Row("portal:police_referral", get=LIAISON, of="referral"),
    Row("portal:police_package", get=LIAISON, of="referral"),
    Row(
        "portal:police_act",
        get=LIAISON,
        post=LIAISON,
        of="referral",
        args=lambda _: ["sign_receipt"],
    ),
    Row("portal:police_paper", get=LIAISON, of="referral", args=lambda records: [records.letter]),
    Row(
        "portal:police_meeting",
        get=LIAISON,
        of="meeting",
        args=lambda _: ["minutes"],
    ),
    Row("portal:police_file", get=LIAISON, of="referral", args=lambda records: [records.link]),
    Row("portal:employer_reviews", get=CLERK),
    Row("portal:employer_review", get=CLERK, post=CLERK, of="review"),
    Row("portal:employer_declare", get=CLERK, post=CLERK, of="review"),
    Row("portal:employer_rectify", get=CLERK, post=CLERK, of="review"),
    Row("portal:employer_material", get=CLERK, of="material"),
    Row("portal:employer_take_back", post=CLERK, of="material"),
    Row("portal:employer_listings", get=CLERK),
    Row("portal:employer_listing", get=CLERK, post=CLERK, of="listing"),
    Row(
        "portal:employer_listing_paper",
        get=CLERK,
        of="listing",
        args=lambda r: [r.listing_notice],
    ),
    Row("portal:employer_paper", get=CLERK, of="review_paper"),
    public("portal:healthz"),
    public("portal:readyz"),
    public("portal:kiosk_display", get=False, post=True),
    public("portal:kiosk_home"),
    public("portal:kiosk_start", get=False, post=True),
    public("portal:kiosk_clear", get=False, post=True),
    public("portal:kiosk_idle"),
    public("portal:kiosk_direction"),
    public("portal:kiosk_person", post=True),
    public("portal:kiosk_roster_blank"),
    public("portal:kiosk_roster_print"),
    public("portal:kiosk_receipt"),
    public("portal:kiosk_slips"),
    public("portal:kiosk_page", post=True, args=lambda _: ["purpose"]),
    public("set_language", post=True),
    # -- one's own account --
    public("accounts:login", post=True),
    own("accounts:logout", get=False),
    own("accounts:second_factor"),
    own("accounts:second_factor_setup"),
    own("accounts:recovery_codes"),
    own("accounts:password_change"),
    own("accounts:me", post=False),
    # -- the desk --
    # -- the register: identity is open to every officer, a file is kept where it lies --
    Row("console:employers", MATTERS),
    Row("console:employers_export", MATTERS),
    Row("console:employer", MATTERS, args=lambda records: [records.employer]),
    Row("console:overdue_facts", KEEPERS),
    Row("console:employer_imports", OFFICERS, OFFICERS),
    Row("console:employer_import", OFFICERS, OFFICERS, of="import_run"),
    Row("console:employer_import_errors", OFFICERS, of="import_run"),
    Row("console:employer_act", KEEPERS, KEEPERS, of="employer", args=lambda _: ["facts"]),
    # -- the grids: divided by heads, visited by assistants and officers --
    Row("console:grids", MATTERS),
    Row("console:open_grid", MANAGERS, MANAGERS),
    Row("console:grid_coverage", MATTERS),
    Row("console:place_employers", post=MANAGERS),
    Row("console:place_employer", MANAGERS, MANAGERS, of="employer"),
    Row("console:place_by_hand", MANAGERS, MANAGERS),
    Row("console:grid_map", MATTERS),
    Row("console:grid_counts", MATTERS),
    Row("console:grid_counts_export", MATTERS, args=lambda _: ["xlsx"]),
    Row("console:grid", MATTERS, of="grid"),
    Row("console:grid_act", MANAGERS, MANAGERS, of="grid", args=lambda _: ["staff"]),
    Row("console:visits", MATTERS),
    Row("console:new_visit", KEEPERS, KEEPERS),
    Row("console:visit", MATTERS, KEEPERS, of="visit", door=MATTERS),
    Row("console:publicity", MATTERS, KEEPERS),
    Row("console:trainings", MATTERS, MANAGERS),
    Row("console:patrol_plans", MATTERS),
    Row("console:new_plan", OFFICERS, OFFICERS),
    Row("console:patrol_plan", MATTERS, OFFICERS | BUREAU_HEADS, of="plan", door=MATTERS),
    Row("console:edit_plan", OFFICERS, OFFICERS, of="plan"),
    Row("console:random_draw", MATTERS, of="draw"),
    Row("console:home", get=MATTERS),
    Row("console:search", get=MATTERS),
    Row("console:notices", get=DESK, post=DESK),
    Row(
        "console:draft",
        get=WRITERS,
        post=WRITERS,
        args=lambda _: ["case-1-closing", "summary"],
        data=(("text", "还没有写完"),),
    ),
    Row(
        "console:test_clock",
        get=DESK - {AUDITOR},
        post=DESK - {AUDITOR},
        in_production=False,
        data=(("act", "reset"),),
    ),
    Row(
        "console:keep_view",
        post=MATTERS,
        args=lambda _: ["cases"],
        data=(("name", "我的在办"), ("mine", "1")),
    ),
    Row("console:complaints", get=MATTERS),
    Row("console:reviews", get=MATTERS),
    Row("console:publications", get=MATTERS),
    Row("console:publication", get=MATTERS, of="publication"),
    Row("console:penalty_exchange", get=MATTERS),
    Row("console:new_publication", get=OFFICERS),
    Row("console:draft_publication", get=OFFICERS, post=OFFICERS, args=lambda _: ["statistics"]),
    Row("console:new_gazette", get=BUREAU_HEADS, post=BUREAU_HEADS),
    Row("console:gazette", get=MATTERS, of="gazette"),
    Row("console:wage_deposits", get=MATTERS),
    Row("console:wage_deposit", get=MATTERS, of="deposit"),
    Row("console:new_wage_deposit", get=INSPECTORS),
    Row("console:fix_wage_deposit", get=INSPECTORS, post=INSPECTORS, of="site", door=INSPECTORS),
    Row("console:patrols", get=MATTERS),
    Row("console:new_patrol", get=INSPECTORS, post=INSPECTORS, of="employer", door=INSPECTORS),
    Row("console:patrol", get=MATTERS, of="patrol"),
    Row("console:patrol_check", get=INSPECTORS, post=INSPECTORS, of="patrol", door=INSPECTORS),
    Row("console:patrol_print", get=READERS, of="patrol"),
    Row("console:rating_runs", get=MATTERS),
    Row("console:new_rating_run", get=MANAGERS, post=MANAGERS),
    Row("console:rating_run", get=MATTERS, of="rating_run"),
    Row(
        "console:rating_sample",
        post=INSPECTORS,
        of="rating_run",
        args=lambda records: [records.sample_check],
        door=INSPECTORS,
    ),
    Row("console:credit_rating", get=MATTERS, of="credit_rating"),
    Row("console:credit_what_if", post=HANDLERS, of="credit_rating", door=HANDLERS),
    Row("console:candidates", get=MATTERS),
    Row("console:candidate", get=MATTERS, of="candidate"),
    Row("console:listings", get=MATTERS),
    Row("console:listing", get=MATTERS, of="listing"),
    Row("console:assess_crime", get=INSPECTORS, post=INSPECTORS, of="case", door=INSPECTORS),
    Row("console:joint_meetings", get=READERS),
    Row("console:call_meeting", get=MEETING_KEEPERS, post=MEETING_KEEPERS),
    Row("console:joint_meeting", get=READERS, of="meeting"),
    Row(
        "console:hold_meeting",
        get=MEETING_KEEPERS,
        post=MEETING_KEEPERS,
        of="meeting",
        door=MEETING_KEEPERS,
    ),
    Row(
        "console:meeting_task",
        get=READERS,
        post=MEETING_KEEPERS,
        of="meeting_task",
        door=READERS,
    ),
    Row("console:liaisons", get=MANAGERS, post=MANAGERS),
    Row("console:new_police_office", get=MANAGERS, post=MANAGERS),
    Row("console:end_liaison", post=MANAGERS, of="liaison", door=MANAGERS),
    Row("console:referrals", get=READERS),
    Row("console:referral", get=READERS, of="referral"),
    Row("console:referral_package", get=READERS, of="referral"),
    Row("console:referral_manifest", get=READERS, of="referral"),
    Row("console:referral_link", get=READERS, of="link"),
    Row("console:warnings", get=MATTERS),
    Row("console:warning", get=MATTERS, of="warning"),
    Row("console:warning_rates", get=MATTERS),
    Row("console:warning_rules", get=DESK),
    Row("console:warning_scale", get=RULE_KEEPERS, post=RULE_KEEPERS),
    Row(
        "console:warning_rule",
        get=RULE_KEEPERS,
        post=RULE_KEEPERS,
        args=lambda _: ["paid_in_part"],
    ),
    Row(
        "console:warning_rule_decision",
        post=RULE_KEEPERS,
        args=lambda records: ["rule", records.warning_rule],
    ),
    Row("console:facts_imports", OFFICERS, OFFICERS),
    Row("console:facts_import", OFFICERS, OFFICERS, of="facts_import"),
    Row("console:facts_import_errors", OFFICERS, of="facts_import"),
    Row("console:open_campaign", get=HEADS | BUREAU_HEADS, post=HEADS | BUREAU_HEADS),
    Row("console:remind", post=OFFICERS | BUREAU_HEADS, of="campaign"),
    Row("console:close_campaign", post=INSPECTORS, of="campaign"),
    Row("console:campaign_run", get=OFFICERS | BUREAU_HEADS, of="campaign_run"),
    Row("console:review", get=MATTERS, of="review"),
    Row("console:review_material", get=MATTERS, of="material"),
    Row("console:cases", get=MATTERS),
    Row("console:what_if", get=MANAGERS),
    Row("console:what_if_export", get=MANAGERS),
    Row("console:accountability", get=OVERSEERS),
    Row("console:report_officer", get=HEADS | BUREAU_HEADS, post=HEADS | BUREAU_HEADS),
    Row(
        "console:accountability_entry",
        get=OVERSEERS,
        post=HEADS | BUREAU_HEADS,
        of="accountability",
        door=OVERSEERS,
    ),
    Row("console:handover", get=HEADS, post=HEADS),
    Row("console:handover_record", get=OFFICERS, of="handover"),
    Row("console:new_case", get=INSPECTORS, post=INSPECTORS),
    Row("console:spot_case", get=INSPECTORS, post=INSPECTORS),
    Row("console:clock", get=MATTERS, of="clock"),
    Row("console:complaint", get=MATTERS, of="complaint"),
    Row("console:case", get=MATTERS, of="case"),
    Row("console:case_print", get=READERS, of="case"),
    Row("console:paper_comparison", get=READERS, of="correction"),
    Row("console:returned_sheet", get=READERS, of="returned_sheet"),
    Row("console:sealed_identity", get=HANDLERS, post=HANDLERS, of="claimant"),
    Row("console:ledger", get=INSPECTORS, post=INSPECTORS, of="case"),
    Row("console:add_workers", get=INSPECTORS, post=INSPECTORS, of="case"),
    Row("console:payment", get=INSPECTORS, post=INSPECTORS, of="case"),
    Row("console:ledger_export", get=READERS, of="case"),
    Row("console:wage_line", get=READERS, post=INSPECTORS, of="claim"),
    Row("console:sign_off", post=INSPECTORS, of="claim"),
    Row("console:submission", get=READERS, of="submission"),
    Row("console:answer_submission", post=INSPECTORS, of="submission"),
    Row("console:circumstances", get=INSPECTORS, post=INSPECTORS, of="case"),
    Row("console:payment_plan", get=INSPECTORS, post=INSPECTORS, of="case"),
    Row("console:reversal", get=INSPECTORS, post=INSPECTORS, of="payment"),
    Row("console:evidence_view", get=READERS, of="evidence"),
    Row("console:evidence_original", get=HANDLERS, post=HANDLERS, of="evidence"),
    Row("console:recording", get=READERS, of="recording"),
    Row("console:interview_identity", get=HANDLERS, post=HANDLERS, of="interview"),
    # -- papers and files --
    Row("documents:paper_file", get=READERS, of="paper"),
    Row("documents:stored_file", get=READERS, of="file"),
    Row("documents:main_volume", get=READERS, of="bundle"),
)

# Who takes each act. An act is listed even where the state of the record refuses it.
CASE_ACTS: dict[str, People] = {
    "decide-filing": HEADS,
    "resubmit-filing": INSPECTORS,
    "withdraw-filing": INSPECTORS,
    "officers": HEADS,
    "evidence": INSPECTORS,
    "exclude-evidence": INSPECTORS,
    "evidence-list": INSPECTORS,
    "recording": INSPECTORS,
    "interview": INSPECTORS,
    "interview-worker": INSPECTORS,
    "inspection": INSPECTORS,
    "interview-scan": INSPECTORS,
    "inquiry": INSPECTORS,
    "inquiry-answer": INSPECTORS,
    "preservation": INSPECTORS,
    "decide-preservation": BUREAU_HEADS,
    "settle-preservation": INSPECTORS,
    "order": INSPECTORS,
    "serve": INSPECTORS,
    "withdraw-order": HEADS,
    "verify": INSPECTORS,
    "disobeyed": INSPECTORS,
    "resume": INSPECTORS,
    "closing": INSPECTORS,
    "decide-closing": HEADS,
    "override-score": HEADS,
    "correct-record": HEADS,
    "bundle": INSPECTORS,
    "archive": INSPECTORS,
    "refuse-filing": HEADS,
    "spot-penalty": INSPECTORS,
    "spot-filing": HEADS,
    "party": INSPECTORS,
    "conclude": INSPECTORS,
    "decide-conclusion": HEADS,
    "revise-proposal": INSPECTORS,
    "tell-anew": INSPECTORS,
    "notice": INSPECTORS,
    "serve-notice": INSPECTORS,
    "defence": INSPECTORS,
    "answer-defence": INSPECTORS,
    "waiver": INSPECTORS,
    "conclude-notice": INSPECTORS,
    "go-to-decision": INSPECTORS,
    "request-hearing": INSPECTORS,
    "set-hearing": REVIEWERS,
    "reset-hearing": REVIEWERS,
    "serve-summons": INSPECTORS,
    "hold-hearing": REVIEWERS,
    "end-hearing": REVIEWERS,
    "legal-review": REVIEWERS,
    "deliberation": BUREAU_HEADS,
    "decision": INSPECTORS,
    "decide-decision": BUREAU_HEADS,
    "serve-decision": INSPECTORS,
    "serve-demand": INSPECTORS,
    "serve-paper": INSPECTORS,
    "fine": INSPECTORS,
    "reverse-fine": INSPECTORS,
    "instalments": INSPECTORS,
    "decide-instalments": BUREAU_HEADS,
    "verify-performance": INSPECTORS,
    "demand": INSPECTORS,
    "application": INSPECTORS,
    "decide-application": BUREAU_HEADS,
    "court-answer": INSPECTORS,
    "end-enforcement": HEADS,
    "remedy": REVIEWERS,
    "answer-remedy": REVIEWERS,
    "remedy-result": REVIEWERS,
    "publication-withdrawn": INSPECTORS,
    "decide-anew": HEADS,
    "pursue-wages": HEADS,
    "recusal": INSPECTORS,
    "decide-recusal": BUREAU_HEADS,
    "suspend": INSPECTORS,
    "decide-suspension": BUREAU_HEADS,
    "end-suspension": INSPECTORS,
    "extension": INSPECTORS,
    "decide-extension": BUREAU_HEADS,
}
COMPLAINT_ACTS: dict[str, People] = {
    "employer": INSPECTORS,
    "filing": INSPECTORS,
    "supplement": INSPECTORS,
    "supplied": INSPECTORS,
    "refusal": INSPECTORS,
    "decide-refusal": HEADS,
    "merge": INSPECTORS,
    "withdraw": INSPECTORS,
    "disclosure": INSPECTORS,
    "assign": OFFICERS,
}


DEPOSIT_ACTS: dict[str, People] = {
    "assign": OFFICERS,
    "account": INSPECTORS,
    "guarantee": INSPECTORS,
    "renewal": INSPECTORS,
    "cancel": INSPECTORS,
    "use": INSPECTORS,
    "decide-use": HEADS,
    "service": INSPECTORS,
    "payment": INSPECTORS,
    "refill": INSPECTORS,
    "refill-guarantee": INSPECTORS,
    "return-notice": INSPECTORS,
    "application": INSPECTORS,
    "refusal": INSPECTORS,
    "return": INSPECTORS,
    "decide-return": HEADS,
}


def act_rows(
    kind: str, acts: dict[str, People], *, of: str = "", door: People = MATTERS
) -> Iterator[Row]:
    for act, people in acts.items():
        about: dict[str, Any] = {
            "of": of or kind,
            "args": lambda _, act=act: [act],
            "door": door,
        }
        yield Row(f"console:{kind}_act", get=people, post=people, **about)
        yield Row(f"console:{kind}_preview", post=people, **about)


PUBLICATION_ACTS: dict[str, People] = {
    "revise": INSPECTORS,
    "release": BUREAU_HEADS,
    "decline": BUREAU_HEADS,
    "correct": BUREAU_HEADS,
    "withdraw": BUREAU_HEADS,
    "send": INSPECTORS,
    "receipt": INSPECTORS,
    "takedown": INSPECTORS,
}
REVIEW_ACTS: dict[str, People] = {
    "pass-on": frozenset({GRID}),
    "return": INSPECTORS | {GRID},
    "on-site": INSPECTORS,
    "pass": INSPECTORS,
    "rectification": INSPECTORS,
    "fail": INSPECTORS,
    "false": INSPECTORS,
    "close": INSPECTORS,
}
REFERRAL_ACTS: dict[str, People] = {
    "team": HEADS,
    "drop": HEADS,
    "decide": BUREAU_HEADS,
    **dict.fromkeys(
        (
            "report", "letter", "package", "deliver", "supply", "reconsideration", "supervision",
            "demand", "order-to-file", "handover", "resume", "sign-receipt", "forward", "confirm",
            "ask-supplement", "take-longer", "file", "refuse-filing", "uphold-refusal", "explain",
            "withdraw", "conclude",
        ),
        INSPECTORS,
    ),
}  # fmt: skip
PATROL_ACTS: dict[str, People] = {
    "decide": HEADS,
    "again": INSPECTORS,
    "replace": HEADS,
    "cancel": INSPECTORS,
    "arrive": INSPECTORS,
    "deliver": INSPECTORS,
    "finish": INSPECTORS,
    "obstructed": INSPECTORS,
    "conclude": INSPECTORS,
    "evidence": INSPECTORS,
}
WARNING_ACTS: dict[str, People] = {
    "assign": OFFICERS,
    "letter": INSPECTORS,
    "visit": HEADS,
    "finding": INSPECTORS,
    "lead": INSPECTORS,
    "close": OFFICERS,
}
RATING_RUN_ACTS: dict[str, People] = {
    "propose": HEADS,
    "decide": BUREAU_HEADS,
    "discard": HEADS,
}
CREDIT_RATING_ACTS: dict[str, People] = {
    "objection": INSPECTORS,
    "recheck": BUREAU_HEADS,
    "lower": BUREAU_HEADS,
}
CANDIDATE_ACTS: dict[str, People] = {
    "forward": INSPECTORS,
    "take-up": BUREAU_HEADS,
    "set-aside": BUREAU_HEADS,
}
LISTING_ACTS: dict[str, People] = {
    "party": INSPECTORS,
    "drop-party": INSPECTORS,
    "discontinue": BUREAU_HEADS,
    "notice": INSPECTORS,
    "serve-notice": INSPECTORS,
    "objection": INSPECTORS,
    "answer": INSPECTORS,
    "extension": INSPECTORS,
    "decide-extension": BUREAU_HEADS,
    "decision": INSPECTORS,
    "decide": BUREAU_HEADS,
    "serve-decision": INSPECTORS,
    "serve-result": INSPECTORS,
    "publish": INSPECTORS,
    "copies": INSPECTORS,
    "receipt": INSPECTORS,
    "reply": INSPECTORS,
    "application": INSPECTORS,
    "removal": INSPECTORS,
    "decide-removal": BUREAU_HEADS,
    "fallen": INSPECTORS,
    "annul": BUREAU_HEADS,
    "keep": BUREAU_HEADS,
    "down": INSPECTORS,
    "complete": INSPECTORS,
    "restoration": INSPECTORS,
    "decide-restoration": BUREAU_HEADS,
}
ACTS = (
    *act_rows("rating_run", RATING_RUN_ACTS),
    *act_rows("credit_rating", CREDIT_RATING_ACTS),
    *act_rows("case", CASE_ACTS),
    *act_rows("complaint", COMPLAINT_ACTS),
    *act_rows("review", REVIEW_ACTS),
    *act_rows("wage_deposit", DEPOSIT_ACTS, of="deposit"),
    *act_rows("publication", PUBLICATION_ACTS),
    *act_rows("patrol", PATROL_ACTS),
    *act_rows("referral", REFERRAL_ACTS, door=READERS),
    *act_rows("warning", WARNING_ACTS),
    *act_rows("candidate", CANDIDATE_ACTS),
    *act_rows("listing", LISTING_ACTS),
)
