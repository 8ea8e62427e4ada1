"""三审三校: what goes before publication, and what is put right after it.

A record of another room is vetted in one version by steps that its body has set; each step sees the content check. The
room knows records only through :mod:`gongkai.vetting.targets`, where the rooms above declare theirs.
"""
