"""Disclosure on application as a resident meets it: apply on line, follow the case, answer, take back, read the reply.

Every page works without JavaScript. What somebody types or reads here is for them alone: no page of this package is
held in a cache, and no address names a person, a number or a code.

``private``      what every such page has in common
``guard``        against floods: rates, a trap, a question that needs no eyes
``drafting``     the draft of a browser
``forms``        the questions, step by step
``steps``        their order, what is said before each
``apply``        the pages of the steps
``files``        attachments
``review``       going over it, handing it in, the receipt
``suggestions``  what may be public already
``entry``        number and query code, and the case that they open
``follow``       how it stands
``timeline``     what happened, in plain words
``days``         why the due day is this one
``answers``      correction, reasons, withdrawal
``reply``        the reply and its files, what to do when not content with it
"""
