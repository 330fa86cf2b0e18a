"""What the warehouse remembers: one file per subject, every invariant a constraint."""

from webapp.models.changes import SettingChange
from webapp.models.documents import (
    Order,
    OrderLine,
    OrderStatus,
    Receipt,
    ReceiptLine,
    ReceiptStatus,
)
from webapp.models.holds import Hold, HoldStatus, LostReservation
from webapp.models.label_shapes import LabelShape
from webapp.models.labels import (
    AtReceipt,
    DeviceStation,
    LabelCarrier,
    LabelHabit,
    LabelKind,
    LabelPaper,
    LabelPrint,
    LabelSetting,
    Printer,
    PrintJob,
    PrintLanguage,
    PrintReason,
    SsccCounter,
    Workstation,
)
from webapp.models.lots import Lot, LotStatus, Serial
from webapp.models.nomenclature import NomenclatureRule
from webapp.models.partners import Partner, PartnerKind
from webapp.models.people import Device, Role, Token, User
from webapp.models.places import BINS, INSIDE, LicensePlate, Location, LocationKind, PlateKind
from webapp.models.products import (
    ExpiryPolicy,
    Packaging,
    PackagingKind,
    Product,
    ProductCode,
    ShortLife,
    Tracking,
)
from webapp.models.scans import Scan, ScanSource, ScanStatus
from webapp.models.seals import Seal
from webapp.models.sign_ins import UnknownTry, UserChange
from webapp.models.stock import Balance, Move, MoveKind, Reservation
from webapp.models.work import Flow, Task, TaskStatus, WorkException

__all__ = [
    "BINS",
    "INSIDE",
    "AtReceipt",
    "Balance",
    "Device",
    "DeviceStation",
    "ExpiryPolicy",
    "Flow",
    "Hold",
    "HoldStatus",
    "LabelCarrier",
    "LabelHabit",
    "LabelKind",
    "LabelPaper",
    "LabelPrint",
    "LabelSetting",
    "LabelShape",
    "LicensePlate",
    "Location",
    "LocationKind",
    "LostReservation",
    "Lot",
    "LotStatus",
    "Move",
    "MoveKind",
    "NomenclatureRule",
    "Order",
    "OrderLine",
    "OrderStatus",
    "Packaging",
    "PackagingKind",
    "Partner",
    "PartnerKind",
    "PlateKind",
    "PrintJob",
    "PrintLanguage",
    "PrintReason",
    "Printer",
    "Product",
    "ProductCode",
    "Receipt",
    "ReceiptLine",
    "ReceiptStatus",
    "Reservation",
    "Role",
    "Scan",
    "ScanSource",
    "ScanStatus",
    "Seal",
    "Serial",
    "SettingChange",
    "ShortLife",
    "SsccCounter",
    "Task",
    "TaskStatus",
    "Token",
    "Tracking",
    "UnknownTry",
    "User",
    "UserChange",
    "WorkException",
    "Workstation",
]
