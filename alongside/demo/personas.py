"""Whom a visitor to the demonstration can be: the same parts in both services, played by different people."""

from dataclasses import dataclass

from alongside.accounts.queries import current_service


@dataclass(frozen=True)
class Persona:
    """`key` is in the address of the sign-in button; `day` is what they are likely to do first."""

    key: str
    name: str
    title: str
    role: str
    day: str

    @property
    def email(self) -> str:
        return email_of(self.name)


def email_of(name: str) -> str:
    """Where somebody in the demonstration can be written to: a domain that goes nowhere."""
    return f"{name.lower().replace(' ', '.').replace(chr(39), '')}@example.org"


PARTS = (
    ("lead", "Peer support lead", "lead", "Sees the whole service on one page."),
    ("coordinator", "Coordinator", "coordinator", "Reads requests, and suggests who might walk with whom."),
    ("peer-worker", "Peer worker", "peer_worker", "Meets people today, and records how it went."),
    ("second-peer-worker", "Peer worker", "peer_worker", "Has been asked whether someone new could join their people."),
    ("team-manager", "Team manager", "team_manager", "Manages the peer workers of one team."),
    (
        "supervisor",
        "Clinical and peer supervisor",
        "supervisor",
        "Meets peer workers, and forgets nobody.",
    ),
    (
        "referrer",
        "Care coordinator who refers",
        "referrer",
        "Refers people, and sees what became of it.",
    ),
    ("person", "Has a peer worker", "person", "Sees meetings, what was agreed and written, and goals of their own."),
    (
        "person-choosing",
        "Is choosing a peer worker",
        "person",
        "Has been shown a profile: yes, no, or not yet.",
    ),
    ("candidate", "Is becoming a peer worker", "candidate", "Sees every step, whose turn it is, and by when."),
    ("trainee", "Is on the training", "candidate", "Has a session soon, and a piece to think over."),
    ("trainer", "Trainer at the Recovery College", "trainer", "Teaches, keeps the register, reads what people show."),
    ("recruiter", "Recruiter", "recruiter", "Carries vacancies, applications and checks through to the first day."),
    ("panel", "Shortlists and meets candidates", "panel", "Reads applications with the names hidden."),
    ("route-lead", "Arranges work placements", "route_lead", "Finds a host for people who want to try the work."),
    ("ward", "Occupational therapist on a ward", "ward", "Runs groups with peer workers, and asks for shifts."),
    ("bank-lead", "Runs the staff bank", "bank", "Sees where somebody is missing this week, and why."),
    ("bank-peer-worker", "Peer worker on the bank", "peer_worker", "Has been offered a shift, and works one soon."),
    ("editor", "Keeps the public pages", "editor", "Changes the words, pictures and stories of the website."),
    ("governance", "Governance", "governance", "Reads who changed and who opened what."),
    ("administrator", "Administrator", "administrator", "Opens accounts and gives roles. Sees no records."),
    ("partner", "Works at a partner organisation", "partner", "Refers somebody, and sees what became of it."),
)
CASTS = {
    "kmpt": (
        "Marcia Thornby",
        "Ines Okafor",
        "Imani Calder",
        "Shireen Vance",
        "Owen Sallis",
        "Isobel Garrick",
        "Nia Cobbold",
        "Leona Marsh",
        "Maeve Lister",
        "Grace Ashby",
        "Joel Marsden",
        "Tariq Bowen",
        "Rhona Pike",
        "Piet Okonjo",
        "Rosa Finch",
        "Freya Aldous",
        "Nadia Crewe",
        "Sam Dorling",
        "Edda Holt",
        "Grace Lund",
        "Ada Quill",
        "Corin Hale",
    ),
    "lpt": (
        "Devika Ramsey",
        "Tomas Birch",
        "Jodie Achebe",
        "Hamza Fairley",
        "Ruth Penhale",
        "Rafe Linden",
        "Callum Strand",
        "Pauline Moss",
        "Anil Keswick",
        "Jas Whitlock",
        "Nadia Pell",
        "Lorna Adeyemi",
        "Colm Hartley",
        "Mina Castell",
        "Wes Ingleby",
        "Isla Benfield",
        "Marcus Teale",
        "Ruby Hallam",
        "Odile Frame",
        "Beatrix Holm",
        "Perry Noakes",
        "Sunita Garrow",
    ),
}


def personas(profile: str = "") -> tuple[Persona, ...]:
    """The cast of this service, or of the profile named."""
    if not profile:
        service = current_service()
        profile = service.profile if service else "kmpt"
    names = CASTS.get(profile, CASTS["kmpt"])
    return tuple(
        Persona(key, name, title, role, day) for (key, title, role, day), name in zip(PARTS, names, strict=True)
    )


def persona(key: str, profile: str = "") -> Persona:
    """Raises KeyError for a part that nobody plays."""
    return {person.key: person for person in personas(profile)}[key]
