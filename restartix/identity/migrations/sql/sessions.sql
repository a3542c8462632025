-- Read before anybody is known, by a key that nobody guesses; it holds no clinic's data.
GRANT SELECT, INSERT, UPDATE, DELETE ON public.identity_session TO restartix_app;
