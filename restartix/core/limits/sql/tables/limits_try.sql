-- Tries, counted under hashed keys. Nobody reads the table; what may be done with it are two functions.

REVOKE ALL ON public.limits_try FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.limits_try TO restartix_lookup;
