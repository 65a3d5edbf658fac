"""Who speaks, by a headline in Chinese, Japanese or Korean: no space or capital sets a name off, its office does."""

from __future__ import annotations

import re

_HAN = "[\u4e00-\u9fff]"
_OFFICES = "发言人|發言人|外长|外長|部长|部長|总理|總理|主席|总统|總統|大使|行长|行長|特使|局长|局長|秘书长|司令员"
_TITLES = (
    "外務大臣|総理大臣|官房長官|内閣総理大臣|防衛大臣|財務大臣|大臣|総理|総裁|首相"
    "|外相|防衛相|財務相|経産相|環境相|農相|長官|知事|報道官|大統領|議長"
)
# What a Chinese headline says that somebody does, behind the name.
_DOES = "主持|就|答|在|接受|举行|舉行|会见|會見|回答|出席|发表|發表|同|与|與|谈|談|会同|致辞|讲话"
_BEHIND = re.compile(rf"(?:{_OFFICES})({_HAN}{{2,4}}?)(?=(?:{_DOES})|[：:，,（(\s]|$)")
_BEFORE = re.compile(rf"(?:^|[\s，,、：:])({_HAN}{{2,3}})(?:{_OFFICES})(?=(?:{_DOES})|[：:，,\s]|$)")
_JAPANESE = re.compile(
    rf"(?:^|[\s・日銀の、])({_HAN}{{2,5}}(?:{_TITLES}))(?=(?:臨時|定例|就任)?(?:記者)?会見|インタビュー|に|が|の|は|[\s（(]|$)"
)
_KOREAN = re.compile(
    r"(?<![\uac00-\ud7af])([\uac00-\ud7af]{2,4})\s(?:[\uac00-\ud7af]+\s)?(?:대변인|장관|대통령|총리|차관|대사|총재|위원장)"
)


def name_in(title: str) -> str:
    """Return the name that a headline gives with its office, in Japanese together with it; empty where none does.

    >>> [name_in(t) for t in ("2023年外交部发言人林晓主持例行记者会", "王明部长接受采访", "岩田外務大臣会見記録")]
    ['林晓', '王明', '岩田外務大臣']
    """
    for pattern in (_JAPANESE, _KOREAN, _BEFORE, _BEHIND):
        if m := pattern.search(title):
            return m[1]
    return ""
