REVOKE ALL ON public.django_q_task FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.django_q_task TO restartix_worker;
