-- Which outside services are out of order at the moment, for every clinic alike. While one is, what needs it waits, and
-- one thing at a time tries whether it is back; the first that succeeds lets all the others go.

REVOKE ALL ON public.effects_outage FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT ON public.effects_outage TO restartix_app, restartix_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.effects_outage TO restartix_lookup;
