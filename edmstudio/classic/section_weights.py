"""Weights of the evidence for boundaries and labels: logistic regression on annotated tracks.

Chosen with an L1 and fitted with an L2 penalty on 25 human-made tracks whose arrangement is known
bar by bar (projects under GPL, BSD and Creative Commons licences that allow derived works), apart
from those that scores are reported on. Each weight multiplies a measure in its own unit.
"""

BOUNDARY_BIAS = -6.39
BOUNDARY: dict[str, float] = {
    "repetition timbre": 0.276,
    "contrast onsets 8": -0.153,
    "sharpness chroma 8": -0.512,
    "contrast level 8": -0.259,
    "peak contrast timbre 1": -0.0915,
    "peak contrast timbre 4": -0.147,
    "peak contrast level 2": -0.0571,
    "peak contrast level 8": -0.188,
    "peak sharpness level 4": 0.937,
    "share sharpness rhythm 4": 1.01,
    "share sharpness onsets 4": 1.43,
    "share repetition onsets": 0.44,
    "share contrast chroma 2": 0.617,
    "share contrast level 1": 1.43,
    "share sharpness level 4": 1.38,
    "share repetition level": 0.389,
    "loudness up 1": 0.153,
    "loudness down 1": -0.302,
    "sub up 1": 0.151,
    "sub up 4": 0.182,
    "sub down 4": 0.141,
    "bass up 1": -0.185,
    "bass down 4": -0.121,
    "kick up 1": 0.215,
    "kick down 1": 0.368,
    "low onsets up 1": -0.0924,
    "high onsets down 1": 0.143,
    "density up 1": -0.024,
    "density down 4": -0.238,
    "tonal down 4": -0.379,
}

# The labels that the tracks hold, in the order of the columns below.
LABELLED = ("intro", "verse", "build", "drop", "break", "outro")
LABEL_BIAS = (-0.575, 2.28, -1.98, 1.89, 0.635, -2.26)
LABEL: dict[str, tuple[float, ...]] = {
    "loudness below peak": (-0.263, 0.232, -0.0278, 0.391, -0.251, -0.0817),
    "sub below peak": (-0.166, 0.2, -0.0145, 0.155, -0.111, -0.0635),
    "bass below peak": (-0.0605, 0.111, -0.0192, 0.148, -0.0993, -0.0801),
    "low-mid below peak": (-0.0117, 0.0316, 0.00934, 0.0188, 0.00925, -0.0573),
    "high below peak": (-0.0853, 0.246, -0.00122, -0.0426, -0.0368, -0.0802),
    "kick below peak": (0.0069, 0.0901, -0.0146, -0.0746, 0.0438, -0.0515),
    "low onsets below peak": (-0.0514, 0.152, -0.0123, -0.0643, 0.0105, -0.0342),
    "middle onsets below peak": (0.0124, -0.0268, -0.0126, 0.123, -0.0306, -0.0657),
    "high onsets below peak": (-0.0187, 0.0616, 0.00441, -0.0375, -0.00853, -0.00121),
    "density below peak": (-0.0581, -0.0404, 0.00247, 0.179, -0.0371, -0.0458),
    "tonal below peak": (0.0266, 0.134, 0.0959, -0.408, 0.112, 0.0401),
    "centroid below peak": (0.0484, 0.0654, 0.0132, -0.0779, 0.0382, -0.0872),
    "loudness to come": (0.146, -0.0363, 0.0961, -0.0632, 0.147, -0.289),
    "loudness gone by": (-0.132, 0.165, -0.0803, -0.271, 0.241, 0.0772),
    "high to come": (0.0742, -0.0273, 0.0194, -0.0188, 0.0876, -0.135),
    "high gone by": (-0.0795, 0.0478, -0.0279, -0.0982, 0.0438, 0.114),
    "density to come": (0.0402, -0.068, 0.0199, -0.0365, 0.0953, -0.0508),
    "density gone by": (-0.0612, 0.0401, -0.0389, 0.00148, 0.0167, 0.0418),
    "kick to come": (0.0579, -0.00559, 0.0346, -0.00259, -0.0627, -0.0217),
    "kick gone by": (-0.0783, 0.0422, 0.0879, -0.108, -0.00448, 0.0607),
    "low onsets to come": (0.0531, -0.0295, 0.000402, -0.0636, 0.0692, -0.0297),
    "low onsets gone by": (-0.0121, 0.00401, -0.00381, -0.0216, 0.0194, 0.014),
    "kick": (-0.36, 0.0137, -0.0098, 0.19, 0.246, -0.0801),
    "rise": (0.0347, 0.0331, 0.0527, 0.018, -0.0493, -0.0891),
    "place": (-0.85, 0.224, 0.00083, -0.112, 0.234, 0.503),
    "place squared": (-0.593, -0.102, -0.00216, 0.149, -0.0503, 0.598),
    "near start": (1.19, 0.217, -0.0648, -0.593, -0.625, -0.126),
    "start": (0.982, 0.45, -0.00632, -0.72, -0.504, -0.202),
    "end": (-0.331, 0.405, -0.0236, -0.273, -0.603, 0.825),
    "near end": (-0.184, 0.137, -0.0693, 0.243, -0.904, 0.777),
    "not yet full": (0.682, 0.128, -0.0286, -0.298, -0.475, -0.00904),
    "never full again": (-0.252, -0.473, 0.0699, 0.559, -0.232, 0.327),
}
