-- Read before anybody is known, by a key that nobody guesses; it holds no clinic's data.
-- A session at Clerk ends when ours does, or Clerk would sign the same browser in again at once. It is over here from
-- that moment; the worker has Clerk end it too, and tries until it has (to_revoke_at says when next).

REVOKE ALL ON public.identity_session FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.identity_session TO restartix_app;
GRANT SELECT ON public.identity_session TO restartix_lookup;
