"""What is done with bodies, people and tokens: each act checks, writes and leaves its trace in one transaction."""

from gongkai.organs.actions.bodies import CONTACT_FIELDS, create_organ, rename_organ, succeed, update_contacts
from gongkai.organs.actions.people import (
    appoint,
    change_password,
    choose_digest,
    claim_digest,
    close_account,
    create_person,
    dismiss,
    note_seen,
    offer_password,
    reopen_account,
    resume_login,
    update_person,
)
from gongkai.organs.actions.tokens import issue_token, revoke_token, use_token

__all__ = [
    "CONTACT_FIELDS",
    "appoint",
    "change_password",
    "choose_digest",
    "claim_digest",
    "close_account",
    "create_organ",
    "create_person",
    "dismiss",
    "issue_token",
    "note_seen",
    "offer_password",
    "rename_organ",
    "reopen_account",
    "resume_login",
    "revoke_token",
    "succeed",
    "update_contacts",
    "update_person",
    "use_token",
]
