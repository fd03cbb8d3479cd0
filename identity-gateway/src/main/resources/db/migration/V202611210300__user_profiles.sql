-- What users say of themselves, and when they first said that they are there.
ALTER TABLE users
    ADD COLUMN locale text CHECK (length(locale) <= 35),
    ADD COLUMN time_zone text CHECK (length(time_zone) <= 64),
    ADD COLUMN registered_at timestamptz;
