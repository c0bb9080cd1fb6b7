-- The day of the newest list stands on every answer to the public: one look at an index, not at the whole register.
create index licensee_as_of on recruiters.licensee (register_as_of);
-- Each SMS clears away what is a week old.
create index message_at on recruiters.message (at);
