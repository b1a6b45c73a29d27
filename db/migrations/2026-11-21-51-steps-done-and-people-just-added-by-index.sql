-- Found by the bench's plans on a million sections: the plan page read every step there is to find those of one
-- person that are done, and a colleague with nobody yet read every person to find those they had just added.
create index next_step_of_client on next_step (client_id, done_at);
drop index next_step_by_client;
create index client_by_creator on client (created_by, created_at);
