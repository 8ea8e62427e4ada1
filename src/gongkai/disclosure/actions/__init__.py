"""What people do in the room: ``texts`` of the column, ``documents``, ``attachments``. The only place that writes."""
