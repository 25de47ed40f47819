"""Invented employers and workers for the demo; every number is well formed and was never issued."""

from datetime import date
from random import Random

from stdnum.cn import uscc

from accounts.models import User
from employers.models import Employer
from employers.services.register import find_or_register
from statutes.clocks import start_of

DIVISIONS = (
    "410102", "410103", "410104", "410105", "410106", "410108",
    "410122", "410181", "410182", "410183",
)  # fmt: skip
LINES = ["建筑劳务", "建设工程", "餐饮管理", "机械制造", "服饰", "物流", "装饰工程", "商贸"]
FIRST = ["宏达", "恒信", "丰泽", "华泰", "鸿运", "永兴", "中州", "和业", "诚诚", "盛隆", "云川"]
SECOND = ("", *["新", "东方", "鼎盛", "金源", "安居", "大成", "祥瑞"])
STREETS = ["人民路", "建设路", "文化街", "东风路"]
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = ["建国", "志强", "伟", "军", "海波", "明亮", "秀英", "桂兰", "小军", "保刚", "磊", "水平"]
TRADES = ["普工", "木工", "钢筋工", "瓦工", "架子工", "抹灰工", "服务员", "操作工"]
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def register(rng: Random, number: int, *, actor: User, on: date) -> list[Employer]:
    """Enter `number` employers in the register through its own door."""
    return [
        find_or_register(
            name=company_name(rng, index),
            uscc=credit_code(rng, division := rng.choice(DIVISIONS)),
            division=division + "000000",
            actor=actor,
            at=start_of(on),
            address=f"{rng.choice(STREETS)}{rng.randint(1, 400)}号",
            legal_representative=person_name(rng),
            phone=f"0371-6{rng.randint(1000000, 9999999)}",
        )
        for index in range(number)
    ]


def company_name(rng: Random, index: int) -> str:
    """One of a few thousand names; `index` turns a repeated one into a branch."""
    name = f"{rng.choice(FIRST)}{rng.choice(SECOND)}{rng.choice(LINES)}有限公司"
    return f"江城{name}" if index < len(FIRST) * 8 else f"江城{name}第{index}分公司"


def credit_code(rng: Random, division: str) -> str:
    """18 characters with a right check character."""
    body = "91" + division + "".join(str(rng.randint(0, 9)) for _ in range(9))
    return body + uscc.calc_check_digit(body)


def person_name(rng: Random) -> str:
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


def resident_id(rng: Random, serial: int) -> str:
    """A well-formed number with the sequence 000, never issued; `serial` keeps it unique."""
    born = date(1965, 1, 1).toordinal() + serial % 13_000
    region = ("410122", "411521", "412722", "610121", "430121")[serial // 13_000 % 5]
    body = f"{region}{date.fromordinal(born):%Y%m%d}000"
    total = sum(int(d) * w for d, w in zip(body, ID_WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def mobile(rng: Random) -> str:
    return f"1{rng.choice('3578')}{rng.randint(0, 999_999_999):09d}"
