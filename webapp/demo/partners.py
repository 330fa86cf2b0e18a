"""Who goods come from and who they go to: companies that do not exist."""

from __future__ import annotations

SUPPLIERS = {
    "HARBOUR": "Harbour Cosmetics",
    "CACAO": "Cacao Lane Chocolates",
    "HILLSIDE": "Hillside Vineyard",
    "BREEZE": "Breeze Appliances",
    "PULSE": "Pulse Instruments",
    "PAPER": "Paper and Ribbon Works",
    "ROAST": "Slow Roast Coffee",
}
CUSTOMERS = {
    "LAGOON": "Lagoon Hotel",
    "CORNER": "Corner Gift Shop",
    "NORTH": "North Road Clinic",
    "STATION": "Station Bookshop",
}
