-- The document server asks for the bytes of a connection by its number, with no actor, for whoever it judged.
-- Numbers are small and can be guessed, so whatever asks with an actor (a page, a command) reaches only that
-- actor's own connections, in every function of the gate at once.
alter policy gate on document_connection
  using ((select app.account()) is null or account_id = (select app.account()))
  with check ((select app.account()) is null or account_id = (select app.account()));
