"""What the warehouse remembers: one file per subject, every invariant a constraint."""

from webapp.models.changes import SettingChange
from webapp.models.documents import (
    AnnouncedGoods,
    Order,
    OrderLine,
    OrderStatus,
    Receipt,
    ReceiptLine,
    ReceiptStatus,
)
from webapp.models.former_codes import FormerCode
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
    WithdrawnLabel,
    Workstation,
)
from webapp.models.lots import Lot, LotStatus, Serial
from webapp.models.nomenclature import NomenclatureRule
from webapp.models.partners import Partner, PartnerKind
from webapp.models.people import Device, Role, Token, User
from webapp.models.places import (
    BINS,
    INSIDE,
    LicensePlate,
    Location,
    LocationKind,
    PlateKind,
    PlateStatus,
)
from webapp.models.product_places import ProductPlace, ReplenishmentCall
from webapp.models.products import (
    ExpiryPolicy,
    Packaging,
    PackagingKind,
    Product,
    ProductCategory,
    ProductCode,
    ShortLife,
    Tracking,
)
from webapp.models.scans import Scan, ScanSource, ScanStatus
from webapp.models.seals import Seal
from webapp.models.sign_ins import UnknownTry, UserChange
from webapp.models.stock import Balance, Move, MoveKind, Reservation, ReservationSetting
from webapp.models.storage import ClassConflict, Mixing, StorageCategory, StorageLimit
from webapp.models.tracking import TrackingSetting
from webapp.models.work import Flow, TakeOver, Task, TaskStatus, WorkException
from webapp.rules.replenishment import PlaceRole

__all__ = [
    "BINS",
    "INSIDE",
    "AnnouncedGoods",
    "AtReceipt",
    "Balance",
    "ClassConflict",
    "Device",
    "DeviceStation",
    "ExpiryPolicy",
    "Flow",
    "FormerCode",
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
    "Mixing",
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
    "PlaceRole",
    "PlateKind",
    "PlateStatus",
    "PrintJob",
    "PrintLanguage",
    "PrintReason",
    "Printer",
    "Product",
    "ProductCategory",
    "ProductCode",
    "ProductPlace",
    "Receipt",
    "ReceiptLine",
    "ReceiptStatus",
    "ReplenishmentCall",
    "Reservation",
    "ReservationSetting",
    "Role",
    "Scan",
    "ScanSource",
    "ScanStatus",
    "Seal",
    "Serial",
    "SettingChange",
    "ShortLife",
    "SsccCounter",
    "StorageCategory",
    "StorageLimit",
    "TakeOver",
    "Task",
    "TaskStatus",
    "Token",
    "Tracking",
    "TrackingSetting",
    "UnknownTry",
    "User",
    "UserChange",
    "WithdrawnLabel",
    "WorkException",
    "Workstation",
]
