"""The form of the annual report as data. One definition, from which readers, rules and writers all work."""

from gongkai.report.form.edition_2019 import FORM_2019
from gongkai.report.form.edition_2021 import FORM_2021
from gongkai.report.form.schema import Column, Form, Identity, Row, SectionHeading, Table

FORMS: dict[str, Form] = {form.edition: form for form in (FORM_2021, FORM_2019)}

__all__ = ["FORMS", "FORM_2019", "FORM_2021", "Column", "Form", "Identity", "Row", "SectionHeading", "Table"]
