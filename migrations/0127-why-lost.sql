-- Why a case was lost, as a code beside the words: an acquittal, a withdrawal, a cancelled report, a
-- closed file. Words cannot be counted, and what is not counted teaches nobody.
alter table charges.court_step add column because text check (length(because) <= 40);
comment on column charges.court_step.because is 'Why it was lost, in a code: of acquittals, discharges, withdrawals, settlements and cancelled challans. Null: nobody has said.';
alter table cases.status_change add column because text check (length(because) <= 40);
comment on column cases.status_change.because is 'Why the case was closed, in a code. Null: nobody has said, or it was not closed.';
