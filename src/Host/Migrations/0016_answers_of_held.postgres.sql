-- The answers in a thread that waits for its note's author are read again, and count.
UPDATE place_notes SET comment_count = comment_count + (SELECT sum(c.replies) FROM place_comments c WHERE c.note_id = place_notes.id AND c.root_id IS NULL AND c.state = 'Held')
WHERE EXISTS (SELECT 1 FROM place_comments c WHERE c.note_id = place_notes.id AND c.root_id IS NULL AND c.state = 'Held' AND c.replies > 0);
