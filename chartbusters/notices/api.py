"""My notices: read them, and say that I have."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.notices import selectors, serializers, services
from chartbusters.notices.models import Notice
from chartbusters.web.pagination import Flow


class Newest(Flow):
    ordering = "-id"


UNREAD = OpenApiParameter("unread", bool, description="`true`: those only that I have not read")


class Notices(ListAPIView):
    """What I was told, the newest first."""

    permission_classes = [IsAuthenticated]
    serializer_class = serializers.NoticeSerializer
    pagination_class = Newest

    def get_queryset(self) -> "QuerySet[Notice]":
        mine = selectors.notices_of(person=self.request.user)
        unread = self.request.query_params.get("unread") == "true"
        return mine.filter(read_at=None) if unread else mine

    @extend_schema(parameters=[UNREAD])
    def get(self, request: Request) -> Response:
        """What I was told, the newest first."""
        return self.list(request)


class ReadOne(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses=serializers.NoticeSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """I have read it. Twice is as good as once."""
        notice = get_object_or_404(selectors.notices_of(person=request.user), pk=pk)
        services.notice_read(notice=notice)
        return Response(serializers.NoticeSerializer(notice).data)


class ReadAll(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses=serializers.ReadSerializer)
    def post(self, request: Request) -> Response:
        """I have read all that I was told."""
        return Response({"read": services.notices_read_all(person=request.user)})


urlpatterns = [
    path("notices/", Notices.as_view(), name="api-notices"),
    path("notices/read-all/", ReadAll.as_view(), name="api-notices-read"),
    path("notices/<int:pk>/read/", ReadOne.as_view(), name="api-notice-read"),
]
