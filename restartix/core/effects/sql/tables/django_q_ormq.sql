REVOKE ALL ON public.django_q_ormq FROM restartix_app, restartix_worker, restartix_lookup;
REVOKE ALL ON SEQUENCE public.django_q_ormq_id_seq FROM restartix_app, restartix_worker, restartix_lookup;
GRANT INSERT, SELECT (id) ON public.django_q_ormq TO restartix_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.django_q_ormq TO restartix_worker;
GRANT USAGE ON SEQUENCE public.django_q_ormq_id_seq TO restartix_app, restartix_worker;
