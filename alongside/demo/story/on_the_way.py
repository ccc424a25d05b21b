"""Everything that happens on the way to becoming a peer worker, and on the public site."""

from alongside.demo.story import hiring, joining, learning, publishing
from alongside.demo.story.telling import Life, Telling


def on_the_way(telling: Telling) -> list[Life]:
    """Hello, routes, questions, courses, claims, posts, vacancies, and the site's own words."""
    way = joining.Joining(telling)
    courses = learning.courses(way)
    first, second = (course.members for course in courses[:2])
    return [
        *joining.newly_here(way),
        *joining.on_routes(way),
        joining.questions(way),
        *(learning.teaches(way, course) for course in courses),
        *learning.claims(way),
        learning.watchers(way),
        *hiring.posts(way),
        *hiring.jobs(way, first, second),
        publishing.publishes(way),
    ]
