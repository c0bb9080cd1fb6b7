-- What the register says of a licensee beside its number and state.
alter table recruiters.licensee
  add column holder text not null default '' check (length(holder) <= 300),
  add column branches text[] not null default '{}',
  add column deposit int check (deposit >= 0);
comment on column recruiters.licensee.holder is 'The person or company to whom the licence was given. Public.';
comment on column recruiters.licensee.branches is 'Addresses of branches (Emigration Rules 1979, r. 11-A). Public.';
comment on column recruiters.licensee.deposit is 'Security deposited, in rupees (Emigration Rules 1979, r. 8). Shown to the licensing authority.';
