-- The frame's own tables: sessions and the queue. They hold no clinic's data.

REVOKE ALL ON public.django_session FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.django_session TO restartix_app;
