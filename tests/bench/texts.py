"""What the people of the benchmark write: phrases that are put together to entries."""

WHO = (
    *("Acme", "Bolton Freight", "Castle Foods", "Dunmore Council", "Evertree", "Fairlight Dental"),
    *("Gresham Steel", "Hollis & Sons", "Iverson Labs", "Juniper Hotels", "Kestrel Air", "Lowther"),
    *("Marlowe Print", "Northgate NHS Trust", "Oakham Brewery", "Pendle Textiles", "Quayside"),
    *("Ravensworth", "Stanley Tools Hire", "Thornbury Estates", "Upton Logistics", "Verity Bank"),
)
WHOM = ("their CFO", "the buyer", "the IT lead", "Priya", "Mr Okafor", "the owner", "Jo in ops")
HAPPENED = (
    *("Demo at {who}, went fine until the price came up", "Called {who} four times, voicemail"),
    *("Proposal for {who} was meant to go out today", "Second meeting with {who}, no next step"),
    *("{who} was supposed to sign this week", "Thirty dials from the new list, two conversations"),
    *("Quarterly review with {who}, renewal still open", "Site visit at {who}, met {whom} at last"),
    *("Lost {who} after five months", "Discovery call with {who}, mostly talked about their move"),
)
WON = (
    *("Signed {who}, three years", "{whom} at {who} booked the pilot for next month"),
    *("Twelve new meetings from the morning block", "{who} renewed without a discount"),
    *("Got past the switchboard at {who} and spoke to {whom}", "Cleared the whole follow-up list"),
)
REASONS = {  # excuse: (theme, reasons)
    "price-too-high": (
        "price",
        ("they said we are a third dearer than what they pay", "too expensive for them this year"),
    ),
    "prospect-ghosted": (
        "customer",
        ("{whom} went quiet after the proposal", "no reply to any of my last three emails"),
    ),
    "no-budget": ("customer", ("budget is frozen until the new year", "no money left, they say")),
    "keeps-rescheduling": ("customer", ("{whom} moved the meeting for the third time",)),
    "nobody-picks-up": ("customer", ("straight to voicemail all afternoon", "nobody picks up")),
    "bad-leads": ("leads", ("the leads from the fair are rubbish", "half the list had moved on")),
    "crm-is-slow": ("tools", ("the CRM hung for an hour again",)),
    "slow-season": ("market", ("everybody is on holiday, it is a dead month",)),
    "happy-with-incumbent": ("competitor", ("they are happy with who they have",)),
    "undercut-by-rival": ("competitor", ("somebody else came in twenty percent under us",)),
    "too-many-meetings": ("time", ("internal meetings from nine to three",)),
    "waiting-on-legal": ("company", ("legal has had the contract for two weeks",)),
    "missing-feature": ("product", ("we do not have the export {whom} needs",)),
    "own-no-follow-up": ("self", ("I never sent the follow-up I promised {whom}",)),
    "own-no-prep": ("self", ("I went in without having read their accounts",)),
}
ACTIONS = (  # verdict, action
    ("concrete", "call {whom} at {who} at 9 and ask what the delay costs them"),
    ("concrete", "send {who} the two-page summary by noon"),
    ("concrete", "block 8 to 10 for new calls and put the phone on divert"),
    ("concrete", "drive past {who} on Thursday and leave the sample with {whom}"),
    ("vague", "try harder with {who}"),
    ("vague", "follow up more"),
    ("passive", "wait and see what {whom} says"),
    ("someone-else", "get marketing to send better lists"),
)
TAGS = ("north", "renewals", "new-business", "phone", "field", "q1")
FOCUS = (
    "ask for the next step in every call",
    "ring before nine",
    "price last, cost of delay first",
)
