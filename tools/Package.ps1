<#
.SYNOPSIS
    Makes a nupkg for the PowerShell Gallery and a zip of a staged module.
.DESCRIPTION
    Both hold the same files and FILES.sha256, which lists them as 'sha256sum -c' reads it. Names are sorted and times are
    fixed, so the same staged files give the same bytes. Writes the paths of the two.
.PARAMETER Path
    Folder of the staged module.
.PARAMETER Destination
    Folder for the two packages; made if it is missing.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Path,
    [Parameter(Mandatory, Position = 1)] [string] $Destination
)

$ErrorActionPreference = 'Stop'
foreach ($assembly in 'System.IO.Compression', 'System.Security') { $null = [System.Reflection.Assembly]::LoadWithPartialName($assembly) }
$root = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path).TrimEnd('/', '\')
$target = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Destination)
$null = [System.IO.Directory]::CreateDirectory($target)

$manifest = & ([scriptblock]::Create([System.IO.File]::ReadAllText([System.IO.Path]::Combine($root, 'BedrockPS.psd1'))))
$psData = $manifest.PrivateData.PSData
$id = 'BedrockPS'
$version = $manifest.ModuleVersion

function ConvertTo-Xml([string] $Text) { [System.Security.SecurityElement]::Escape($Text) }

# Utf-8 without a mark, and the same line ends on every system.
function Get-Bytes([string[]] $Line) { , [System.Text.UTF8Encoding]::new($false).GetBytes(($Line -join "`n") + "`n") }

# PowerShell enumerates what a function returns: an array of bytes goes into a map as it is.
$files = [System.Collections.Generic.SortedDictionary[string, byte[]]]::new([System.StringComparer]::Ordinal)
foreach ($file in [System.IO.Directory]::GetFiles($root, '*', 'AllDirectories')) {
    $files[$file.Substring($root.Length + 1).Replace('\', '/')] = [System.IO.File]::ReadAllBytes($file)
}

foreach ($needed in 'LICENSE', 'THIRD-PARTY-NOTICES.txt', 'README.md', 'bin/Core/BedrockPS.dll', 'bin/Desktop/BedrockPS.dll') {
    if (-not $files.ContainsKey($needed)) { throw "$root is no complete module: $needed is missing." }
}

$sha = [System.Security.Cryptography.SHA256]::Create()
$list = foreach ($name in $files.Keys) { [System.BitConverter]::ToString($sha.ComputeHash($files[$name])).Replace('-', '').ToLowerInvariant() + "  $name" }
$sha.Dispose()
$files['FILES.sha256'] = Get-Bytes $list

# What Find-PSResource -CommandName and the gallery's filters look for.
$tags = @($psData.Tags) + 'PSModule' + 'PSIncludes_Cmdlet' + @($manifest.CmdletsToExport | ForEach-Object { "PSCmdlet_$_"; "PSCommand_$_" })
$metadata = [ordered]@{
    id = $id; version = $version; authors = $manifest.Author; owners = $manifest.CompanyName; requireLicenseAcceptance = 'false'
    licenseUrl = $psData.LicenseUri; projectUrl = $psData.ProjectUri; readme = 'README.md'; description = $manifest.Description
    releaseNotes = $psData.ReleaseNotes; copyright = $manifest.Copyright; tags = $tags -join ' '
}
$extensions = [System.Collections.Generic.SortedSet[string]]::new([System.StringComparer]::Ordinal)
foreach ($name in $files.Keys) { if ([System.IO.Path]::GetExtension($name)) { $null = $extensions.Add([System.IO.Path]::GetExtension($name).Substring(1)) } }
$null = $extensions.Add('nuspec')
$head = '<?xml version="1.0" encoding="utf-8"?>'
$package = [System.Collections.Generic.SortedDictionary[string, byte[]]]::new($files, [System.StringComparer]::Ordinal)
$package["$id.nuspec"] = Get-Bytes @(
    $head, '<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">', '  <metadata>'
    $metadata.Keys | ForEach-Object { "    <$_>$(ConvertTo-Xml $metadata[$_])</$_>" }
    '  </metadata>', '</package>')
$package['_rels/.rels'] = Get-Bytes @(
    $head, '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "  <Relationship Id=`"R1`" Type=`"http://schemas.microsoft.com/packaging/2010/07/manifest`" Target=`"/$id.nuspec`" />", '</Relationships>')
$package['[Content_Types].xml'] = Get-Bytes @(
    $head, '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '  <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" />'
    $extensions | ForEach-Object { "  <Default Extension=`"$_`" ContentType=`"application/octet-stream`" />" }
    $files.Keys | Where-Object { -not [System.IO.Path]::GetExtension($_) } | ForEach-Object { "  <Override PartName=`"/$_`" ContentType=`"application/octet-stream`" />" }
    '</Types>')

function Write-Zip([string] $File, $Content, [string] $Folder) {
    # The time is the oldest a zip can tell, the mode that of a plain file; a package that is replaced stays whole until then.
    $stream = [System.IO.File]::Create("$File.new")
    $zip = [System.IO.Compression.ZipArchive]::new($stream, [System.IO.Compression.ZipArchiveMode]::Create)
    try {
        foreach ($name in $Content.Keys) {
            $entry = $zip.CreateEntry($Folder + $name, [System.IO.Compression.CompressionLevel]::Optimal)
            $entry.LastWriteTime = [System.DateTimeOffset]::new(1980, 1, 1, 0, 0, 0, [timespan]::Zero)
            $entry.ExternalAttributes = 0x81A4 -shl 16
            $body = $entry.Open()
            try { $body.Write($Content[$name], 0, $Content[$name].Length) } finally { $body.Dispose() }
        }
    }
    finally {
        $zip.Dispose()
        $stream.Dispose()
    }

    [System.IO.File]::Delete($File)
    [System.IO.File]::Move("$File.new", $File)
    $File
}

Write-Zip ([System.IO.Path]::Combine($target, "$id.$version.nupkg")) $package ''
Write-Zip ([System.IO.Path]::Combine($target, "$id-$version.zip")) $files "$id/"
