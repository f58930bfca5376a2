"""What is planted in the company's year: risks and quirks, each switchable, with checked parameters.

`Scenario.baseline()` is what a load plants by default, `Scenario.none()` nothing, `Scenario.named()` what a user chose.
"""

from supplygen.scenario.event import Event
from supplygen.scenario.quirks import (
    Bullwhip,
    Congestion,
    DataDecay,
    Optimism,
    Overcharging,
    PhantomInventory,
    SourceCascade,
    WrongDeductions,
    WrongInvoices,
)
from supplygen.scenario.risks import CarbonCost, DcOutage, PortStrike, SorbitolContamination, SupplierReliability
from supplygen.scenario.scenario import EVENTS, Scenario

__all__ = [
    "EVENTS",
    "Bullwhip",
    "CarbonCost",
    "Congestion",
    "DataDecay",
    "DcOutage",
    "Event",
    "Optimism",
    "Overcharging",
    "PhantomInventory",
    "PortStrike",
    "Scenario",
    "SorbitolContamination",
    "SourceCascade",
    "SupplierReliability",
    "WrongDeductions",
    "WrongInvoices",
]
