"""Membership, co-authors and late links in the API: for who takes part, and for organisers."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.challenges import people_serializers as serializers
from chartbusters.challenges import selectors, services
from chartbusters.challenges.models import Author, Challenge, Entry, Member
from chartbusters.challenges.organisers import Right, right_require
from chartbusters.challenges.people import authors_named, authorships_of
from chartbusters.web.description import ErrorSerializer
from chartbusters.web.pagination import Flow

MISSING = {404: ErrorSerializer}


class Joining(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        request=serializers.JoinInput, responses={200: serializers.MembershipSerializer, **MISSING}
    )
    def post(self, request: Request, slug: str) -> Response:
        """Makes me a member by the class code; twice is as good as once."""
        challenge = get_object_or_404(selectors.challenges_listed(), slug=slug)
        code = body_asked(serializers.JoinInput, request)["code"]
        services.member_join(challenge=challenge, person=request.user, code=code)
        door = selectors.door_of(challenge=challenge, person=request.user)
        told = {"challenge": slug, "enter": door.enter, "vote": door.vote}
        return Response(serializers.MembershipSerializer(told).data)


class Authors(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses={200: serializers.AuthorsSerializer, **MISSING})
    def get(self, request: Request, pk: UUID) -> Response:
        """Whom I named as co-authors of my entry, and what they said."""
        return Response(_authors(_mine(request, pk)))

    @extend_schema(
        request=serializers.AuthorInput, responses={201: serializers.AuthorsSerializer, **MISSING}
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Asks somebody to sign my entry, while entries are open."""
        entry, name = _mine(request, pk), body_asked(serializers.AuthorInput, request)["username"]
        services.author_ask(entry=entry, by=request.user, username=name)
        return Response(_authors(entry), 201)


class OneAuthor(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses={204: None, **MISSING})
    def delete(self, request: Request, pk: UUID, username: str) -> Response:
        """Takes somebody off my entry whom I had asked."""
        entry = _mine(request, pk)
        author = get_object_or_404(authors_named(entry=entry), person__username__iexact=username)
        services.author_remove(entry=entry, by=request.user, pk=author.pk)
        return Response(status=204)


class Asked(Flow):
    ordering = ("-asked_at", "-pk")


class Authorships(ListAPIView):
    """The entries of others whose makers named me as a co-author, the last first."""

    permission_classes = [IsAuthenticated]
    pagination_class = Asked
    serializer_class = serializers.AuthorshipSerializer

    def get_queryset(self) -> QuerySet[Author]:
        return authorships_of(person=self.request.user)


class Signing(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        request=serializers.SigningInput,
        responses={200: serializers.AuthorshipSerializer, **MISSING},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Says whether I made an entry too."""
        author = get_object_or_404(authorships_of(person=request.user), entry=pk)
        accept = body_asked(serializers.SigningInput, request)["accept"]
        answer = services.author_accept if accept else services.author_decline
        answer(author=author, person=request.user)
        return Response(
            serializers.AuthorshipSerializer(authorships_of(person=request.user).get(entry=pk)).data
        )


class Code(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        request=serializers.ClassCodeInput,
        responses={201: serializers.ClassCodeSerializer, **MISSING},
    )
    def post(self, request: Request, slug: str) -> Response:
        """A fresh class code for a challenge of mine; the one before ends."""
        challenge = challenge_organised(request, slug)
        places = body_asked(serializers.ClassCodeInput, request)["places"]
        code = services.class_code_make(challenge=challenge, by=request.user, places=places)
        code.refresh_from_db()
        return Response(serializers.ClassCodeSerializer(code).data, 201)

    @extend_schema(request=None, responses={204: None, **MISSING})
    def delete(self, request: Request, slug: str) -> Response:
        """Ends the class code; who came by it stays a member."""
        services.class_code_end(challenge=challenge_organised(request, slug), by=request.user)
        return Response(status=204)


class MembersInPages(Flow):
    ordering = ("-pk",)


class Members(ListAPIView):
    """The members of a challenge that I run, the last first."""

    permission_classes = [IsAuthenticated]
    pagination_class = MembersInPages
    serializer_class = serializers.MemberSerializer

    def get_queryset(self) -> QuerySet[Member]:
        return selectors.members_of(
            challenge=challenge_organised(self.request, self.kwargs["slug"])
        )

    @extend_schema(
        request=serializers.MembersInput, responses={200: serializers.ListedSerializer, **MISSING}
    )
    def post(self, request: Request, slug: str) -> Response:
        """Puts people on the list of members."""
        challenge = challenge_organised(request, slug)
        text = body_asked(serializers.MembersInput, request)
        listed = services.members_list(challenge=challenge, text=text["people"], by=request.user)
        return Response(serializers.ListedSerializer(listed).data)


class OneMember(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses={204: None, **MISSING})
    def delete(self, request: Request, slug: str, pk: int) -> Response:
        """Takes somebody off the members; what they entered or voted stays."""
        challenge = challenge_organised(request, slug)
        get_object_or_404(selectors.members_of(challenge=challenge), pk=pk)
        services.member_remove(challenge=challenge, pk=pk, by=request.user)
        return Response(status=204)


class Late(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        request=serializers.LateLinkInput,
        responses={201: serializers.LateLinkSerializer, **MISSING},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Lets one person enter once more, until a moment before voting is over."""
        challenge = challenge_organised(request, slug)
        asked = body_asked(serializers.LateLinkInput, request)
        link, code = services.late_link_give(challenge=challenge, by=request.user, **asked)
        told = serializers.LateLinkSerializer(link, context={"code": code})
        return Response(told.data, 201)


def body_asked(shape: Any, request: Request) -> dict[str, Any]:
    """What a request says, as a serializer of this shape takes it."""
    body = shape(data=request.data)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)


def _mine(request: Request, pk: UUID) -> Entry:
    return get_object_or_404(selectors.entries_of(maker=request.user), pk=pk)


def _authors(entry: Entry) -> dict[str, Any]:
    return dict(serializers.AuthorsSerializer({"authors": authors_named(entry=entry)}).data)


def challenge_organised(request: Request, slug: str) -> Challenge:
    """A challenge whose people this organiser looks after, published or not."""
    challenge = get_object_or_404(Challenge.objects.all(), slug=slug)
    right_require(person=request.user, challenge=challenge, right=Right.PEOPLE)
    return challenge


ONE = "challenges/<slug:slug>/"
urlpatterns = [
    path(f"{ONE}join/", Joining.as_view(), name="api-challenge-join"),
    path(f"{ONE}class-code/", Code.as_view(), name="api-class-code"),
    path(f"{ONE}members/", Members.as_view(), name="api-members"),
    path(f"{ONE}members/<int:pk>/", OneMember.as_view(), name="api-member"),
    path(f"{ONE}late-links/", Late.as_view(), name="api-late-links"),
    path("entries/<uuid:pk>/authors/", Authors.as_view(), name="api-authors"),
    path("entries/<uuid:pk>/authors/<str:username>/", OneAuthor.as_view(), name="api-author"),
    path("authorships/", Authorships.as_view(), name="api-authorships"),
    path("authorships/<uuid:pk>/", Signing.as_view(), name="api-authorship"),
]
