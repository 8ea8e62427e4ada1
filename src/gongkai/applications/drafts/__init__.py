"""Applications that somebody is still writing on line: kept sealed for some days, then handed in or forgotten.

A draft is nobody's record yet: it has no number and leaves no trace in the trail. Handing it in makes it an application.

``models``   the draft and its files
``actions``  begin, write, add and remove files, hand in, forget
``kinds``    which files may be handed in, told by their content
``tasks``    forgetting what was left lying
"""
