"""The Regulation as code: pure, without clock, settings or Django; a function that needs a day takes it as an argument.

``instruments`` ``provisions``  what is cited, and where
``calendar``                    working days by date and region
``periods`` ``deadlines``       periods in the version of a day; dates of every year
``counting`` ``terms``          a period counted out, day by day, with reasons
``receipt``                     the day on which a request counts as received
``fees``                        the two tariffs of the processing fee
``procedure``                   steps, states, who, on what article
``outcomes`` ``letters``        how a request ends, by which letter, in which row of table 3
``remedies`` ``results``        what a letter tells of remedies; how disputes end, in which cell of table 4
``requesters`` ``credit_code``  kinds of requesters; the code of organisations
``duties`` ``lifecycle``          what must be published without being asked; stages of a document's life
``rulemaking``                  who may make government rules
``index``                       provision → everything above that stands on it
``loading`` ``parameters``      the data, as YAML that a lawyer reviews, and its strict reader
"""
