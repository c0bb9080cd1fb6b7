alter table recruiters.complaint add column phone_of uuid[] not null default '{}';
comment on column recruiters.complaint.phone_of is 'Licensees whose office phone, by the register on that day, is named in it: it may be about their agent, or not.';
create index complaint_phone_of on recruiters.complaint using gin (phone_of);
