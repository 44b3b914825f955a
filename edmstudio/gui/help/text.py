"""A page of the manual as a document in the theme's look."""

from collections.abc import Iterator

from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontDatabase,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
)

from edmstudio.app.manual import Page, slug
from edmstudio.gui.look.theme import Theme

PIXELS = {1: 22, 2: 16, 3: 14}  # of headings
ABOVE = {1: 4, 2: 22, 3: 14}
LINE = 135.0  # per cent
Property = QTextFormat.Property


def fill(document: QTextDocument, page: Page, theme: Theme) -> None:
    """Put a page into a document, with the theme's fonts, colours and distances."""
    document.setMarkdown(page.markdown, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    document.setDefaultFont(theme.font())
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for block in _blocks(document):
        _set(QTextCursor(block), block, theme)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _set_table(frame, theme)
    cursor.endEditBlock()


def fit_pictures(document: QTextDocument, width: float, natural: dict[str, float]) -> None:
    """No picture wider than the column, none wider than it is."""
    for block in _blocks(document):
        for fragment in _fragments(block):
            form = fragment.charFormat()
            if form.isImageFormat():
                picture = form.toImageFormat()
                wide = natural.get(picture.name(), width)
                _resize(block, fragment, picture, min(wide, width))


def place_of(document: QTextDocument, anchor: str) -> QTextCursor | None:
    """The heading that a link names; None where there is none."""
    for block in _blocks(document):
        if block.blockFormat().headingLevel() and slug(block.text()) == anchor:
            return QTextCursor(block)
    return None


def pictures(page: Page) -> list[str]:
    """The pictures of a page, as it names them."""
    return [link for link in page.links() if link.endswith(".png")]


def width_of(picture: QImage) -> float:
    """In logical pixels."""
    return picture.width() / (picture.devicePixelRatio() or 1.0)


def _set(cursor: QTextCursor, block: QTextBlock, theme: Theme) -> None:
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    level = block.blockFormat().headingLevel()
    if _is_code(block):
        cursor.mergeCharFormat(_mono(theme))
        cursor.mergeBlockFormat(_code_block(theme, last=not _is_code(block.next())))
        return
    if level:
        cursor.setCharFormat(_heading(level, theme))
    beneath = 6 if level else 0 if block.textList() or cursor.currentTable() else 8
    line = 100.0 if _is_picture(block) else LINE  # of a picture's height, too
    form = _text_block(theme, above=ABOVE.get(level, 0), beneath=beneath, line=line)
    cursor.mergeBlockFormat(form)
    for fragment in list(_fragments(block)):
        _set_fragment(block, fragment, theme)


def _text_block(theme: Theme, *, above: float, beneath: float, line: float) -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setLineHeight(line, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    form.setTopMargin(theme.px(above))
    form.setBottomMargin(theme.px(beneath))
    return form


def _code_block(theme: Theme, *, last: bool) -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setBackground(QBrush(theme.colour("surface")))
    form.setLeftMargin(theme.px(8))
    form.setBottomMargin(theme.px(12 if last else 0))
    return form


def _set_fragment(block: QTextBlock, fragment: QTextFragment, theme: Theme) -> None:
    held = fragment.charFormat()
    if held.isAnchor():
        form = QTextCharFormat()
        form.setForeground(theme.colour("accent"))
        form.setFontUnderline(True)
        _chosen(block, fragment).mergeCharFormat(form)
    elif held.fontFixedPitch():
        form = _mono(theme)
        form.setBackground(theme.colour("hover"))
        _chosen(block, fragment).mergeCharFormat(form)


def _set_table(table: QTextTable, theme: Theme) -> None:
    form = table.format()
    form.setBorder(1)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(QBrush(theme.colour("border")))
    form.setBorderCollapse(True)
    form.setCellPadding(theme.px(5))
    form.setCellSpacing(0)
    form.setTopMargin(theme.px(4))
    form.setBottomMargin(theme.px(12))
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(form)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        head = cell.format()
        head.setBackground(theme.colour("hover"))
        cell.setFormat(head)


def _heading(level: int, theme: Theme) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setProperty(Property.FontPixelSize, theme.px(PIXELS.get(level, 13)))
    form.setFontWeight(QFont.Weight.DemiBold)
    return form


def _mono(theme: Theme) -> QTextCharFormat:
    form = QTextCharFormat()
    mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    form.setFontFamilies([mono.family(), "monospace"])
    form.setProperty(Property.FontPixelSize, theme.px(12))
    return form


def _resize(
    block: QTextBlock, fragment: QTextFragment, picture: QTextImageFormat, width: float
) -> None:
    if picture.width() != width:
        picture.setWidth(width)
        _chosen(block, fragment).mergeCharFormat(picture)


def _chosen(block: QTextBlock, fragment: QTextFragment) -> QTextCursor:
    cursor = QTextCursor(block)
    cursor.setPosition(fragment.position())
    end = fragment.position() + fragment.length()
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _is_code(block: QTextBlock) -> bool:
    return block.blockFormat().hasProperty(Property.BlockCodeFence)


def _is_picture(block: QTextBlock) -> bool:
    return any(fragment.charFormat().isImageFormat() for fragment in _fragments(block))


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    place = block.begin()
    while not place.atEnd():
        if (fragment := place.fragment()).isValid():
            yield fragment
        place += 1
