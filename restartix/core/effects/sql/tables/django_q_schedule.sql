REVOKE ALL ON public.django_q_schedule FROM restartix_app, restartix_worker, restartix_lookup;
REVOKE ALL ON SEQUENCE public.django_q_schedule_id_seq FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.django_q_schedule TO restartix_worker;
GRANT USAGE ON SEQUENCE public.django_q_schedule_id_seq TO restartix_worker;
