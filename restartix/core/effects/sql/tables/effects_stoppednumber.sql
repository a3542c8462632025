-- Numbers whose owners answered STOP, and when. All clinics text from the same number, so it holds for each of them.

REVOKE ALL ON public.effects_stoppednumber FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, DELETE ON public.effects_stoppednumber TO restartix_lookup;
