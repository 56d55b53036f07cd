namespace BedrockPS.Images;

/// <summary>What is asked of an image model; each is a parameter set of New-BRImage.</summary>
internal enum ImageTask
{
    Text,
    Variation,
    Inpaint,
    Outpaint,
    RemoveBackground,
    Erase,
    Replace,
    Recolor,
    StyleTransfer,
    Upscale,
    TryOn,
}
