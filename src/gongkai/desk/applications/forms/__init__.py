"""What every step asks: a form for each, whose ``act`` does it. The law decides whether it may be done.

``base``     what they share: the day, the letter, the sentence on what follows
``handling`` given to somebody, contacts, searches, questions to other units, notes
``asking``   correction, reasons, third parties and organs, and what they answer
``period``   extension, delay, fee
``reply``    draft part by part, reviews, check, signature
``ending``   service, withdrawal, merging, splitting, archive, debrief
``record``   correcting what was recorded
"""

from gongkai.desk.applications.forms import asking, ending, handling, period, record, reply
from gongkai.desk.applications.forms.base import StepForm

FORMS: dict[str, type[StepForm]] = {
    form.kind: form
    for form in (
        *(handling.Confirm, handling.Assign, handling.Contact, handling.Search, handling.Coordinate, handling.Note),
        *(asking.RequestCorrection, asking.ReceiveCorrection, asking.LapseCorrection, asking.RequestReasons),
        *(asking.ReceiveReasons, asking.ConsultThirdParty, asking.HearThirdParty, asking.ConsultOrgan),
        *(asking.HearOrgan, asking.NotifyConsultation, period.ProposeExtension, period.Extend, period.Delay),
        *(period.Charge, period.Pay, period.LapsePayment, reply.Draft, reply.JointReview, reply.LegalityCheck),
        *(reply.Sign, reply.CorrectRecord, ending.Serve, ending.Attempt, ending.InformThirdParty, ending.Withdraw),
        *(ending.Merge, ending.Split, ending.Archive, ending.Debrief, record.Amend, record.AmendEntry),
    )
}
"""The forms by the kind of fact that they record."""
