Describe 'throwing' {
    throw 'discovery ends here'
}
