"""STUB BY THE LEAD: replace this whole file, keep these NAMES and choices() -> [(code, plain)] (they are used by models)."""


class _L(dict):
    def choices(self):
        return list(self.items())


ATTENDANCE = _L({"5": "a", "6": "b", "7": "c", "2": "d", "3": "e", "4": "f"})
MECHANISM = _L({"01": "Face to face"})
LOCATION = _L({"A01": "Home", "E01": "Clinic"})
CONTACT_SUBJECT = _L({"01": "x", "02": "y"})
OTHER_PRESENT = _L({"10": "x"})
INTERPRETER = _L({"1": "x"})
THERAPY_MODE = _L({"1": "x"})
SOURCE_OF_REFERRAL = _L({"B1": "x", "P1": "y"})
REJECTION = _L({"01": "x"})
CLOSURE = _L({"07": "x"})
TEAM_TYPE = _L({"A06": "x", "A10": "y"})
AGE_GROUP = _L({"02": "x"})
JOB_ROLE = _L({"07050": "x"})
LANGUAGE = _L({"en": "English"})
