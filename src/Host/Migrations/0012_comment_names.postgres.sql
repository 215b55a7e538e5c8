ALTER TABLE place_comments ADD named integer;
