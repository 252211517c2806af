"""Sessions on a page: a value that a notebook or a console shows gets the name that was asked for, and no other one."""

import pytest

from grader.document import Line, LineKind, Piece, Source
from grader.readers.pdf.asked import BY_PROGRAM, with_names


def named(*texts):
    """The lines of a page with the names that they were given."""
    lines = [Line((Piece(text, text),), LineKind.TEXT, Source.TEXT, 1, page=1) for text in texts]
    return with_names(lines)


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (["In [4]: w_new = w - 0.1 * g", "w_new", "Out[4]: array([-0.2, 3. ])"], "w_new = array([-0.2, 3. ])"),
        ([r"[4]: \quad acc", "[4]: 0.71"], "acc = 0.71"),
        ([">>> w.grad", "tensor([4., 7.])"], "w.grad = tensor([4., 7.])"),
        ([">>> print(Y3.numpy())", r"⟦1 & 2 \\ 3 & 4⟧"], r"Y3 = ⟦1 & 2 \\ 3 & 4⟧"),
        ([">>> net = Small()", ">>> sum(p.numel() for p in net.parameters())", "815"], "Small parameters = 815"),
        (["In [4]: w", "Out[3]: array([5., 3.])"], "Out[3]: array([5., 3.])"),
        (["w", "Out[3]: array([5., 3.])"], "Out[3]: array([5., 3.])"),
        (["In [4]: np.subtract(old,", "w", ")", "Out[4]: array([5., 3.])"], "Out[4]: array([5., 3.])"),
        (["In [4]: old - (3 *", "w", "Out[4]: array([5., 3.])"], "Out[4]: array([5., 3.])"),
        (["In [4]: old - \\", "w", "Out[4]: array([5., 3.])"], "Out[4]: array([5., 3.])"),
        (["In [4]: w", "Out[4]: array([5., 3.]) + 1 = 7"], "Out[4]: array([5., 3.]) + 1 = 7"),
        ([">>> w", "The answer is not this one:", "5.3"], "5.3"),
        ([">>> w", "5.3", "0.7"], "0.7"),
        ([">>> w  # wrong", "5.3"], "5.3"),
        ([">>> w = w − 1", "5"], "5"),
        ([">>> w - old", "5.3"], "5.3"),
        ([">>> w", ">>> old - w", "5.3"], "5.3"),
        ([">>> count(values)", "12"], "12"),
        (["b = b - lr * db # -> 0.72, wrong"], "b = b - lr * db # -> 0.72, wrong"),
        (["b = b - lr * db # lr = 0.1"], "b = b - lr * db # lr = 0.1"),
        (["b = a - lr * db # -> 0.72"], "b = a - lr * db # -> 0.72"),
        ([">>> correlate2d(X, K1, mode='valid')", "⟦7⟧"], "⟦7⟧"),
    ],
)
def test_a_value_is_named_by_what_was_asked_right_above_it(texts, shown):
    last = named(*texts)[-1]
    assert (last.text, last.doubts) == (shown, ())


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        ([">>> count(Small())", "815"], "Small parameters = 815"),
        (["In [2]: net = Small().cuda()", "count(net)", "Out[2]: 815"], "Small parameters = 815"),
        (["w = w - lr * dw # -> [1.5, 0.2]"], "w_new = [1.5, 0.2]"),
        ([r"b -= 0.1 * db \quad # = 0.72"], "b_new = 0.72"),
        ([">>> correlate2d(X, K1, mode='same')", r"⟦1 & 2 \\ 3 & 4⟧"], r"K_{1} ⋆ X = ⟦1 & 2 \\ 3 & 4⟧"),
    ],
)
def test_what_a_program_alone_names_is_doubted(texts, shown):
    last = named(*texts)[-1]
    assert (last.text, last.doubts) == (shown, (BY_PROGRAM,))
