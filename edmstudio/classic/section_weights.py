"""Weights of the evidence for boundaries and labels: logistic regression on annotated tracks.

Chosen with an L1 and fitted with an L2 penalty on 25 human-made tracks whose arrangement is known
bar by bar (projects under GPL, BSD and Creative Commons licences that allow derived works), apart
from those that scores are reported on. Each weight multiplies a measure in its own unit.
"""

BOUNDARY_BIAS = -6.26
BOUNDARY: dict[str, float] = {
    "repetition timbre": 0.26,
    "contrast onsets 8": -0.146,
    "sharpness chroma 8": -0.557,
    "contrast level 8": -0.246,
    "peak contrast timbre 1": -0.113,
    "peak contrast timbre 4": -0.181,
    "peak sharpness chroma 4": 0.505,
    "peak contrast level 8": -0.223,
    "peak sharpness level 4": 0.862,
    "share sharpness rhythm 4": 1.01,
    "share sharpness onsets 4": 1.41,
    "share repetition onsets": 0.391,
    "share contrast chroma 2": 0.571,
    "share contrast level 1": 1.43,
    "share sharpness level 4": 1.38,
    "share repetition level": 0.377,
    "loudness up 1": 0.157,
    "loudness down 1": -0.309,
    "sub up 1": 0.148,
    "sub up 4": 0.179,
    "sub down 4": 0.143,
    "bass up 1": -0.183,
    "bass down 4": -0.123,
    "kick up 1": 0.212,
    "kick down 1": 0.36,
    "low onsets up 1": -0.0989,
    "high onsets down 1": 0.14,
    "density up 1": -0.0258,
    "density down 4": -0.239,
    "tonal down 4": -0.36,
}

# The labels that the tracks hold, in the order of the columns below.
LABELLED = ("intro", "verse", "build", "drop", "break", "outro")
LABEL_BIAS = (-0.594, 2.29, -1.97, 1.9, 0.633, -2.26)
LABEL: dict[str, tuple[float, ...]] = {
    "loudness below peak": (-0.266, 0.239, -0.0289, 0.398, -0.259, -0.0832),
    "sub below peak": (-0.165, 0.199, -0.0146, 0.155, -0.111, -0.0635),
    "bass below peak": (-0.0583, 0.112, -0.0196, 0.149, -0.101, -0.0816),
    "low-mid below peak": (-0.0151, 0.0366, 0.00937, 0.0186, 0.00812, -0.0576),
    "high below peak": (-0.0862, 0.253, -0.00139, -0.0445, -0.0386, -0.0822),
    "kick below peak": (0.00697, 0.0916, -0.0145, -0.0764, 0.0439, -0.0516),
    "low onsets below peak": (-0.0491, 0.152, -0.0122, -0.0652, 0.00908, -0.0346),
    "middle onsets below peak": (0.0122, -0.0306, -0.0123, 0.126, -0.0301, -0.0657),
    "high onsets below peak": (-0.0188, 0.0607, 0.00455, -0.0362, -0.00938, -0.000896),
    "density below peak": (-0.0577, -0.0384, 0.00252, 0.177, -0.0376, -0.0455),
    "tonal below peak": (0.0268, 0.13, 0.096, -0.405, 0.113, 0.0396),
    "centroid below peak": (0.0475, 0.0656, 0.0136, -0.0762, 0.0368, -0.0874),
    "loudness to come": (0.143, -0.0367, 0.097, -0.0615, 0.147, -0.29),
    "loudness gone by": (-0.119, 0.162, -0.0818, -0.274, 0.237, 0.0763),
    "high to come": (0.0723, -0.027, 0.0198, -0.018, 0.0895, -0.137),
    "high gone by": (-0.0643, 0.0413, -0.0294, -0.103, 0.0407, 0.115),
    "density to come": (0.0399, -0.0683, 0.0199, -0.037, 0.0957, -0.0503),
    "density gone by": (-0.0609, 0.0392, -0.039, 0.00267, 0.0163, 0.0418),
    "kick to come": (0.0587, -0.00584, 0.0347, -0.00299, -0.0628, -0.0217),
    "kick gone by": (-0.0778, 0.0444, 0.0879, -0.11, -0.00503, 0.0608),
    "low onsets to come": (0.0516, -0.0287, 0.000435, -0.0643, 0.0702, -0.0292),
    "low onsets gone by": (-0.00918, 0.00193, -0.00395, -0.0212, 0.0185, 0.0139),
    "kick": (-0.359, 0.0176, -0.00965, 0.189, 0.242, -0.0801),
    "rise": (0.0384, 0.0285, 0.0532, 0.0169, -0.0488, -0.0882),
    "place": (-0.845, 0.227, 0.000819, -0.114, 0.229, 0.503),
    "place squared": (-0.586, -0.105, -0.0022, 0.151, -0.0546, 0.597),
    "near start": (1.22, 0.184, -0.0676, -0.581, -0.631, -0.129),
    "start": (0.984, 0.446, -0.007, -0.717, -0.502, -0.204),
    "end": (-0.328, 0.406, -0.0238, -0.272, -0.602, 0.82),
    "near end": (-0.184, 0.141, -0.0693, 0.245, -0.901, 0.768),
    "not yet full": (0.678, 0.131, -0.0285, -0.297, -0.475, -0.00885),
    "never full again": (-0.249, -0.472, 0.0696, 0.558, -0.233, 0.326),
}
