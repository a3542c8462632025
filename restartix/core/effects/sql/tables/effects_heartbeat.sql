REVOKE ALL ON public.effects_heartbeat FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT ON public.effects_heartbeat TO restartix_app, restartix_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.effects_heartbeat TO restartix_lookup;
