# RestartiX's web server and worker. What differs comes from the environment: see docker-compose.yml.
FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1
WORKDIR /srv/restartix
COPY pyproject.toml requirements.lock ./
# What serving needs, in the versions of the lock; the tests' packages stay out.
RUN python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'], sep='\n')" \
        > /tmp/needed.txt \
    && pip install -r /tmp/needed.txt -c requirements.lock \
    && rm /tmp/needed.txt
COPY . .
RUN python -m restartix.tools.local.messages \
    && SECRET_KEY=unused RESTARTIX_AS=web DATABASE_URL=postgresql://unused:unused@127.0.0.1/unused EMAIL_URL=smtp://127.0.0.1 \
       python manage.py collectstatic --noinput --verbosity=0 \
    && useradd --system --no-create-home restartix
USER restartix
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "-c", "python:restartix.config.gunicorn", "--bind", "0.0.0.0:8000", "restartix.config.wsgi"]
