"""All addresses: every page stands under its language, /healthz and static files do not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from seutukuva.web.site import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    *i18n_patterns(
        path("", include("seutukuva.web.portal.urls")),
        path("", include("seutukuva.web.kit.thread.urls")),
        path("", include("seutukuva.web.programmes.urls")),
        path("", include("seutukuva.web.indicators.urls")),
        path("", include("seutukuva.web.evidence.urls")),
        path("", include("seutukuva.web.evidence.searching.urls")),
        path("", include("seutukuva.web.evidence.coding.urls")),
        path("", include("seutukuva.web.evidence.pseudonyms.urls")),
        path("", include("seutukuva.web.evidence.analysis.urls")),
        path("", include("seutukuva.web.evidence.suggestions.urls")),
        path("", include("seutukuva.web.evidence.interviews.urls")),
        path("", include("seutukuva.web.evidence.fairness.urls")),
        path("", include("seutukuva.web.evidence.workshops.urls")),
        path("", include("seutukuva.web.network.urls")),
        path("", include("seutukuva.web.picture.experts.urls")),
        path("", include("seutukuva.web.picture.urls")),
        path("", include("seutukuva.web.picture.review.urls")),
        path("", include("seutukuva.web.strategy.urls")),
        path("", include("seutukuva.web.invest.urls")),
        path("", include("seutukuva.web.accounts.urls")),
    ),
]

handler400 = "seutukuva.web.site.views.bad_request"
handler403 = "seutukuva.web.site.views.forbidden"
handler404 = "seutukuva.web.site.views.not_found"
handler500 = "seutukuva.web.site.views.fault"
