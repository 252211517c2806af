"""Exercise 2 (RPTU): convolutions and loss functions. One function per answer; its arguments say what it is worked out from.

A function such as `Y1_flipped` is a known mistake with `Y1`: its docstring is the sentence that the student reads.
Where several answers are right (`separable_parameters`, the networks) the function takes the group's own and says whether it does the
job, or names the known mistake that it sees in it. Of a network it is given what a job saw of it (`facts`): the operations that were
really carried out on some images, with their weights, and the scores that came out.
"""

import itertools

import numpy as np

X = np.array([[8, 2, 9, 8, 3], [3, 4, 6, 2, 7], [5, 9, 3, 9, 7], [6, 1, 3, 6, 8], [5, 1, 6, 8, 1]])
K1 = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
K2 = np.array([[1, 2, 1], [0, 0, 0], [-1, -2, -1]])
K3 = np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]])


cifar_accuracy: float


# 2.1 i Three filters


def Y1(X, K1):
    """Y₁: the first filter over X, with zeros around it, stride 1."""
    return _correlated(np.pad(X, 1), K1)


def Y2(X, K2):
    """Y₂: the second filter over X, with zeros around it, stride 1."""
    return _correlated(np.pad(X, 1), K2)


def Y3(X, K3):
    """Y₃: the third filter over X, with zeros around it, stride 1."""
    return _correlated(np.pad(X, 1), K3)


def Y1_flipped(X, K1):
    """You flipped the filter, as in a true convolution; the sheet asks for the cross-correlation."""
    return _correlated(np.pad(X, 1), K1[::-1, ::-1])


def Y2_flipped(X, K2):
    """You flipped the filter, as in a true convolution; the sheet asks for the cross-correlation."""
    return _correlated(np.pad(X, 1), K2[::-1, ::-1])


def Y1_valid(X, K1):
    """You have no padding ('valid'), which gives the inner 3 × 3 alone; 'same' keeps the size of 5 × 5."""
    return _correlated(X, K1)


def Y2_valid(X, K2):
    """You have no padding ('valid'), which gives the inner 3 × 3 alone; 'same' keeps the size of 5 × 5."""
    return _correlated(X, K2)


def Y3_valid(X, K3):
    """You have no padding ('valid'), which gives the inner 3 × 3 alone; 'same' keeps the size of 5 × 5."""
    return _correlated(X, K3)


def Y1_second(X, K2):
    """That is what the second filter gives."""
    return _correlated(np.pad(X, 1), K2)


def Y2_first(X, K1):
    """That is what the first filter gives."""
    return _correlated(np.pad(X, 1), K1)


def Y1_repeated(X, K1):
    """You repeated the image's edge; the sheet puts zeros around it."""
    return _correlated(np.pad(X, 1, mode="edge"), K1)


def Y2_repeated(X, K2):
    """You repeated the image's edge; the sheet puts zeros around it."""
    return _correlated(np.pad(X, 1, mode="edge"), K2)


def Y3_repeated(X, K3):
    """You repeated the image's edge; the sheet puts zeros around it."""
    return _correlated(np.pad(X, 1, mode="edge"), K3)


def _correlated(image, kernel):
    """Sum of products at every place where the kernel lies wholly on the image."""
    windows = np.lib.stride_tricks.sliding_window_view(image, np.shape(kernel))
    return np.einsum("hwij,ij->hw", windows, kernel)


# 2.4 CIFAR challenge


def Net(built, images):
    """Net: two convolutions 5 × 5 with pooling, three linear layers, ten scores."""
    wanted = [[[(3, 6, 5, 1)], [(6, 16, 5, 1)]]]
    found = _fault(built, images, wanted, [(400, 120), (120, 84), (84, 10)], pooled=(True, True), counts={62006})
    return found in ("", "other_between") or _sure(built, found)


def Net_inputs(rng):
    """Random images of CIFAR-10's size."""
    yield (rng.normal(size=(3, 3, 32, 32)).astype(np.float32),)


def GhostModel(built, images):
    """GhostModel: a network of the group's own that gives ten scores for each image."""
    if _shape(built) != (len(images), 10):
        return "not_ten_scores"
    if not built["parameters"] > 0:
        return "no_parameters"
    scores = np.asarray(built["scores"], dtype=float)
    return bool(np.isfinite(scores).all()) and (bool(np.ptp(scores, axis=0).max() > 0) or "same_for_all")


def GhostModel_inputs(rng):
    """Random images of CIFAR-10's size."""
    yield (rng.normal(size=(3, 3, 32, 32)).astype(np.float32),)


# 2.5 Depthwise separable convolutions


# ---- formulas: the arguments are the symbols, drawn as the rubric says under `symbols:` ----


def output_size(H, p, k, s):
    """Output size of a convolution."""
    return (H + 2 * p - k) // s + 1


def output_size_without_floor(H, p, k, s):
    """A size is a whole number: the quotient must be rounded down."""
    return (H + 2 * p - k) / s + 1


def parameter_count(N, k, C):
    """Trainable parameters of a convolutional layer: k² C weights and a bias for each of N filters."""
    return N * (k**2 * C + 1)


def parameter_count_without_biases(N, k, C):
    """The biases are missing: each filter has one."""
    return N * k**2 * C


def parameter_count_one_channel(N, k):
    """Each filter reaches through all C channels: it has k² C weights."""
    return N * (k**2 + 1)


def y_hat(z):
    """Softmax of z."""
    powers = np.exp(z - z.max())
    return powers / powers.sum()


def softmax_jacobian(y_hat):
    """Derivative of ŷ_i by z_j."""
    return np.diag(y_hat) - np.outer(y_hat, y_hat)


def cross_entropy_gradient(y_hat, target):
    """Derivative of the cross-entropy by z_i."""
    return y_hat - target


def cross_entropy_gradient_negated(y_hat, target):
    """The sign is turned round: the loss has a minus before its sum."""
    return target - y_hat


def ridge_weights(X, y, n, lam):
    """The w that minimizes the regularized loss."""
    return np.linalg.solve(X.T @ X + n * lam * np.eye(X.shape[1]), X.T @ y)


def ridge_without_n(X, y, lam):
    """The 1/n of the mean was lost on the way: λ must be multiplied by n."""
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)


def ridge_divided_by_n(X, y, n, lam):
    """The 1/n of the mean was lost on the way: λ must be multiplied by n, not divided."""
    return np.linalg.solve(X.T @ X + lam / n * np.eye(X.shape[1]), X.T @ y)


def standard_parameters():
    """Parameters of ImageClassifier: three convolutions 3 × 3 and a linear layer, with biases."""
    return sum(9 * inside * outside + outside for inside, outside in _CHANNELS) + _LINEAR


def standard_without_biases():
    """You left out the biases, which both kinds of layers have."""
    return sum(9 * inside * outside for inside, outside in _CHANNELS) + 1600 * 10


def standard_without_linear():
    """You counted the convolutions alone; the linear layer has parameters too."""
    return standard_parameters() - _LINEAR


def separable_parameters(count):
    """Parameters of ImageClassifierDepthwiseSeparable: with or without biases in its convolutions, its first one separable or not."""
    mistakes = (counts_the_standard, counts_without_groups, counts_without_linear)
    if count in separable_counts():
        return True
    return next((mistake.__name__ for mistake in mistakes if mistake(count)), False)


def separable_parameters_example():
    """One that is right: everything separable, biases everywhere."""
    return _separable(first=True, depthwise=True, pointwise=True)


def separable_counts():
    """All counts that are right: a depthwise filter for each input channel, then 1 × 1 over all channels, each with or without biases."""
    return [_separable(*choice) for choice in itertools.product((True, False), repeat=3)]


def counts_the_standard(count):
    """That is the count of the standard network."""
    return count == standard_parameters()


def counts_without_groups(count):
    """You counted the first half of each layer as an ordinary convolution; a depthwise one has a single filter for each channel."""
    dense = {sum(9 * i * i + i * d + i * o + o * p for i, o in _CHANNELS) + _LINEAR for d, p in itertools.product((0, 1), repeat=2)}
    kept = {dense_count - 74 + 320 for dense_count in dense}
    return count in [*dense, *kept]


def counts_without_linear(count):
    """You counted the convolutions alone; the linear layer has parameters too."""
    return count + _LINEAR in separable_counts()


def _separable(first, depthwise, pointwise):
    """The count with the first convolution separable or not, and biases in either half or not."""
    split = _CHANNELS if first else _CHANNELS[1:]
    kept = 0 if first else 9 * 32 + 32
    return kept + sum(9 * i + i * depthwise + i * o + o * pointwise for i, o in split) + _LINEAR


def ImageClassifier(built, images):
    """ImageClassifier: three convolutions 3 × 3 with ReLU, pooling behind the second and the third, a linear layer."""
    return _sure(built, _fault(built, images, [_PLAIN], [(1600, 10)], pooled=(False, True, True), counts={standard_parameters()})) or True


def ImageClassifier_inputs(rng):
    """Random images of MNIST's size."""
    yield (rng.normal(size=(3, 1, 28, 28)).astype(np.float32),)


def ImageClassifierDepthwiseSeparable(built, images):
    """ImageClassifierDepthwiseSeparable: each convolution as one filter for each channel, then 1 × 1 over all of them."""
    wanted = [[[(i, i, 3, i), (i, o, 1, 1)] for i, o in _CHANNELS]]
    wanted.append([_PLAIN[0], *wanted[0][1:]])
    found = [_kind(one) for one in _layers(built, "convolution")]
    if found == _flat(_PLAIN):
        return "standard_network"
    if found not in map(_flat, wanted) and [one[:3] for one in found] in [[one[:3] for one in _flat(blocks)] for blocks in wanted]:
        return "without_groups"
    return _sure(built, _fault(built, images, wanted, [(1600, 10)], pooled=(False, True, True), counts=separable_counts())) or True


def ImageClassifierDepthwiseSeparable_inputs(rng):
    """Random images of MNIST's size."""
    yield (rng.normal(size=(3, 1, 28, 28)).astype(np.float32),)


def grouped_convolutions(built, images):
    """Grouped convolutions: layers in which each channel has a filter of its own."""
    kinds = [_kind(one) for one in _layers(built, "convolution")]
    return any(groups > 1 and inside == groups for inside, _, _, groups in kinds) or _sure(built, "nothing_is_grouped")


def grouped_convolutions_inputs(rng):
    """Random images of MNIST's size."""
    yield from ImageClassifierDepthwiseSeparable_inputs(rng)


# What may be wrong with a network


def not_ten_scores():
    """It does not give ten scores for each image."""


def no_parameters():
    """It has nothing that could be learnt."""


def same_for_all():
    """It gives the same scores for every image."""


def other_layers():
    """Its layers have other sizes or strides than those asked for, or one of them is missing."""


def other_parameters():
    """Its layers do what they should, but biases are missing, or it has layers that nobody asked for: another number of parameters."""


def other_between():
    """Its layers have the right sizes, but ReLU and pooling do not stand between them as they should."""


def without_relu():
    """Nothing but pooling stands between its layers: ReLU is missing."""


def ends_in_softmax():
    """It ends in a softmax; nn.CrossEntropyLoss has one itself, so the network should give the scores before it."""


def standard_network():
    """It is the standard network once more; nothing in it is separable."""


def without_groups():
    """Its depthwise halves are ordinary convolutions over all channels: groups= is missing."""


def nothing_is_grouped():
    """It carries out no convolution whose groups are as many as its channels."""


_CHANNELS = ((1, 32), (32, 64), (64, 64))
_LINEAR = 1600 * 10 + 10
_BOTH, _LAST, _NONE = (True, True), (False, True), (False, False)
_PLAIN = [[(i, o, 3, 1)] for i, o in _CHANNELS]


def _fault(built, images, wanted, linear, pooled, counts):
    """The name of what is wrong with a network of some blocks of convolutions and linear layers behind them; nothing where it is right."""
    convolutions, lines = _layers(built, "convolution"), _layers(built, "linear")
    if _shape(built) != (len(images), 10):
        return "not_ten_scores"
    blocks = next((one for one in wanted if _flat(one) == [_kind(layer) for layer in convolutions]), None)
    if blocks is None or [tuple(layer["sizes"][::-1]) for layer in lines] != linear:
        return "other_layers"
    if any((*layer["stride"], *layer["padding"]) != (1, 1, 0, 0) for layer in convolutions):
        return "other_layers"
    scores, sizes = np.asarray(built["scores"], dtype=float), [len(block) for block in blocks]
    if any(_alike(scores, _scores(images, convolutions, lines, sizes, pooled, relu)) for relu in (_BOTH, _LAST)):
        return "" if built["parameters"] in counts and built["parameters"] == _used([*convolutions, *lines]) else "other_parameters"
    if _softmaxed(scores):
        return "ends_in_softmax"
    if _alike(scores, _scores(images, convolutions, lines, sizes, pooled, _NONE)):
        return "without_relu"
    if len([layer for layer in built["layers"] if layer["is"].endswith("pooling")]) != sum(pooled):
        return "other_layers"
    return "other_between" if built["parameters"] in counts else "other_parameters"


def _sure(built, found):
    """What is wrong with a network, unless that may only seem so: an author who multiplies by hand may have written any layer."""
    if found in ("other_layers", "other_parameters", "other_between", "nothing_is_grouped") and _layers(built, "product"):
        raise ValueError("it multiplies matrices by itself in place of a layer, so its layers and biases cannot be told for sure")
    return found


def _used(layers):
    """How many numbers the layers have that were carried out; others are learnt for nothing."""
    return sum(int(np.prod(layer["sizes"])) + (0 if layer["bias"] is None else len(layer["bias"])) for layer in layers)


def _scores(images, convolutions, lines, sizes, pooled, relu):
    """What a network of these layers gives; `relu` says whether one stands within blocks and at their ends."""
    found, layers = np.asarray(images, dtype=float), iter(convolutions)
    for size, pools in zip(sizes, pooled, strict=True):
        for at in range(size):
            found = _convolved(found, next(layers))
            found = np.maximum(found, 0) if relu[at == size - 1] else found
        found = _pooled(found) if pools else found
    found = found.reshape(len(found), -1)
    for at, layer in enumerate(lines):
        found = found @ np.asarray(layer["weight"], dtype=float).T + _bias(layer)
        found = np.maximum(found, 0) if relu[1] and at < len(lines) - 1 else found
    return found


def _convolved(images, layer):
    """A convolution without padding, stride 1, in groups."""
    weight, groups = np.asarray(layer["weight"], dtype=float), layer["groups"]
    windows = np.lib.stride_tricks.sliding_window_view(images, weight.shape[2:], axis=(2, 3))
    parts = zip(np.split(windows, groups, axis=1), np.split(weight, groups), strict=True)
    found = np.concatenate([np.tensordot(one, other, axes=((1, 4, 5), (1, 2, 3))) for one, other in parts], axis=-1)
    return (found + _bias(layer)).transpose(0, 3, 1, 2)


def _pooled(images):
    """The largest of each 2 × 2."""
    even = images[:, :, : images.shape[2] // 2 * 2, : images.shape[3] // 2 * 2]
    return even.reshape(*even.shape[:2], even.shape[2] // 2, 2, even.shape[3] // 2, 2).max(axis=(3, 5))


def _alike(scores, wanted):
    """Whether scores say the same: a log-softmax over them changes nothing for the loss."""
    if scores.shape != wanted.shape:
        return False
    return any(
        np.allclose(scores, one, rtol=1e-4, atol=1e-5) for one in (wanted, wanted - np.log(np.exp(wanted).sum(axis=1, keepdims=True)))
    )


def _softmaxed(scores):
    """Whether each row is a distribution."""
    return bool((scores >= 0).all() and np.allclose(scores.sum(axis=1), 1, atol=1e-4))


def _layers(built, kind):
    """The layers of a kind, in the order in which they were carried out."""
    return [layer for layer in built["layers"] if layer["is"] == kind]


def _kind(layer):
    """Channels in and out, size of the kernel, groups."""
    outside, inside, height, width = layer["sizes"]
    return inside * layer["groups"], outside, height if height == width else 0, layer["groups"]


def _flat(blocks):
    """The convolutions of all blocks."""
    return [one for block in blocks for one in block]


def _bias(layer):
    """Its bias, or 0."""
    return 0.0 if layer["bias"] is None else np.asarray(layer["bias"], dtype=float)


def _shape(built):
    """The shape of what came out."""
    return tuple(built["shape"])
