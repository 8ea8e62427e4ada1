"""Consultations and what else people take part in, at the desk."""
